"""A question as a link: the same words in an address, a form and a saved page.

    /answer?item=nvidia-h200&from=US&to=CN&on=2026-02-01&party=role%3Dend_user%2Ccountry%3DCN&fact=tpp%3D4800

``read`` takes the parameters of a query string or a form, ``write`` gives them back in one order.
Names of parties in an address would lie in histories and logs: what names a party is kept as an enquiry
(``licet.interview``) and not as a link, unless the user writes it so.
"""
