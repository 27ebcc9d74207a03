"""What the engine asks next, and that "I don't know" opens an answer at most."""

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.decide.answer import OUT_OF_SCOPE, UNKNOWN
from licet.interview import later
from licet.interview.steps import book, path_of
from licet.interview.talk import asking, standings, with_fact, with_said
from licet.record import replaced
from tests.interview.samples import CHIP, PROJECT, enquiry

OPEN = {**CHIP, "care": "?"}


def ways(field):
    """Values of a field as they are kept."""
    match field.kind:
        case "product":
            return ["nvidia-h200-sxm-141gb", "nvidia-h20-sxm-96gb", "asml-nxt-2000i"]
        case "country":
            return ["US", "CN", "MY", "JP"]
        case "yesno":
            return ["yes", "no"]
        case "number":
            return ["10", "814", "4000"]
        case "rates":
            return [{"16": "989"}, {"8": "200", "16": "100"}]
        case "ticks":
            return [["none"], *([each.value] for each in field.choices)]
        case "choice":
            return [each.value for each in field.choices]
        case "date":
            return ["2026-02-01"]
    return ["3A090.a"]


def answers_of(step):
    """Answers to a step: fields left out, or all of it unknown."""
    fields = {each.name: st.sampled_from(ways(each)) for each in step.fields}
    said = st.fixed_dictionaries({}, optional=fields)
    if step.other:
        said |= st.just({step.other[0]: "yes"})
    return said | st.just("?")


def sequences(flow):
    steps = [each for each in book().steps if each.flow == flow]
    return st.fixed_dictionaries({}, optional={each.id: answers_of(each) for each in steps})


@settings(max_examples=25)
@given(answers=sequences("transfer"))
def test_no_answers_to_a_transfer_raise(service, answers):
    for each in standings(enquiry(answers), service):
        assert each.decisions


@settings(max_examples=25)
@given(answers=sequences("project"))
def test_no_answers_to_a_project_raise(service, answers):
    for each in standings(enquiry(answers, "project"), service):
        assert each.decisions


@settings(max_examples=25)
@given(data=st.data())
def test_i_dont_know_opens_an_answer_and_never_flips_it(status, data):
    """Due care is left out: it says by itself what is taken as no."""
    answers = data.draw(sequences("transfer"))
    answers.pop("care", None)
    asked = [each.id for each in path_of("transfer", answers) if each.id in answers]
    if not asked:
        return
    hidden = data.draw(st.sampled_from(asked))
    known, less = status(answers)[""], status({**answers, hidden: "?"})[""]
    assert known == UNKNOWN or less in (UNKNOWN, known, OUT_OF_SCOPE), (known, less, hidden)


def test_the_engine_asks_of_the_asker_until_nothing_would_change(service):
    now = enquiry(OPEN)
    seen = []
    while (standing := standings(now, service)[0]).next is not None:
        assert standing.step not in seen
        seen.append(standing.step)
        now = with_fact(now, standing.step, standing.next, "?", service)
    assert 2 < len(seen) < 60
    assert standing.decisions[0].status == "license_required"


def test_lists_are_for_screening_and_not_for_the_engineer(service):
    standing = standings(enquiry(OPEN), service)[0]
    assert [each.fact.name for each in standing.waits] == ["lists"]
    assert standing.next.fact.type not in ("listings", "owners")


def test_a_question_names_the_provisions_that_need_it_and_where_answers_lead(service):
    question = standings(enquiry(CHIP), service)[0].next
    assert question.provisions
    assert len(question.leads) > 1
    assert question.fact.why


def test_who_has_checked_is_not_asked_again(service):
    for said in ({"care": "no"}, "?", {"care": "yes"}):
        now = enquiry({**CHIP, "care": said})
        for _ in range(3):
            standing = standings(now, service)[0]
            assert "no_knowledge" not in standing.step
            if standing.next is None:
                break
            now = with_fact(now, standing.step, standing.next, "?", service)


def test_an_answer_can_be_asked_for_again(service):
    standing = standings(enquiry(CHIP), service)[0]
    told = with_fact(enquiry(CHIP), standing.step, standing.next, "yes", service)
    again = asking(told, standing.step, service)
    assert again.fact == standing.next.fact
    assert again.leads == standing.next.leads


def test_a_step_of_no_fact_is_no_question(service):
    for name in ("nonsense", "fact-nonsense", "fact-lists-of-9", "moon:fact-wmd"):
        assert asking(enquiry(CHIP), name, service) is None


def test_to_name_another_product_forgets_what_was_told_of_the_first(library):
    told = replaced(
        enquiry({**CHIP, "fact-made_in_violation": "no", "fact-parties_complete": "yes"}),
        kind="transfer",
    )
    step = path_of("transfer", CHIP)[0]
    after = with_said(told, step, {"product": "nvidia-h20-sxm-96gb"}, library).answers
    assert "fact-made_in_violation" not in after
    assert after["fact-parties_complete"] == "yes"


def test_to_name_another_receiver_forgets_what_was_told_of_the_first(library):
    told = enquiry({**CHIP, "fact-military_end_user-of-0": "no", "fact-made_in_violation": "no"})
    step = next(each for each in path_of("transfer", CHIP) if each.id == "receiver")
    after = with_said(told, step, {"country": "MY"}, library).answers
    assert "fact-military_end_user-of-0" not in after
    assert after["fact-made_in_violation"] == "no"


def test_a_page_that_answers_it_itself_replaces_what_the_engine_was_told(library):
    told = enquiry({"item": {"product": "nvidia-h200-sxm-141gb"}, "fact-destination": "MY"})
    step = next(each for each in path_of("transfer", CHIP) if each.id == "route")
    after = with_said(told, step, {"to": "CN"}, library).answers
    assert "fact-destination" not in after


def test_a_change_in_one_way_of_sharing_leaves_the_others_alone(library):
    told = enquiry(
        {**PROJECT, "cloud:fact-made_in_violation": "no", "board:fact-made_in_violation": "no"}, "project"
    )  # fmt: skip
    step = next(each for each in path_of("project", PROJECT) if each.id == "board")
    after = with_said(told, step, {"product": "nvidia-h20-sxm-96gb"}, library).answers
    assert "board:fact-made_in_violation" not in after
    assert "cloud:fact-made_in_violation" in after


def test_names_of_steps_are_read_back():
    for part in ("", "cloud"):
        for key in (("wmd", None), ("advanced_node.country", None), ("headquarters", 3)):
            assert later.key_of(later.step_of(key, part)) == (part, key)
