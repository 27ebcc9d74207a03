#!/bin/sh
# An H200 application from filing to a third shipment that breaks the cap, and the money of the two before it.
#
#     LICET_HOME=$(mktemp -d) sh examples/h200-register/story.sh
#
# The law, the chip and its figures are real; people, firms, amounts, days and numbers are made up.
cd "$(dirname "$0")" || exit 2
ANN="applicant:ann:Example Silicon, Inc."
OLGA=officer:olga:US:senior
DAN=agency:dan:defense
STEF=agency:stef:state
BEA=board:bea:US:head
CORA=countersigner:cora:US:head
OUT=$(mktemp -d)

# The application opens with what licet decide says of the transfer.
licet register file transfer.yaml --authority US --lines lines.yaml --as "$ANN" --at 2026-01-20 --key letter-1
licet register ways A-000001 --as "$ANN"
licet register submit A-000001 signer=Ann end_use_statement=sha256:5f0c justification="A data center for customers in Hangzhou" --as "$ANN" --at 2026-01-20

# A name is like that of a listed party.  As long as that is open the file is not registered.
licet register flag A-000001 flag=hit_not_closed on=p1 reason="the name is like that of Light Cloud (Hangzhou)" --as $OLGA --at 2026-01-21
licet register register A-000001 number=Z1000001 --as $OLGA --at 2026-01-21
licet register remove_flag A-000001 flag=hit_not_closed on=p1 reason="another firm: other number, other owners, other address" --as $OLGA --at 2026-01-22
licet register register A-000001 number=Z1000001 --as $OLGA --at 2026-01-22
licet register assign A-000001 officer=olga --as $OLGA --at 2026-01-22
licet register open_review A-000001 --as $OLGA --at 2026-01-22

# Agencies are asked by rules that everybody can read.
licet register route A-000001 --as $OLGA --at 2026-01-23
licet register question A-000001 id=q1 text="Who operates the site?" due=2026-02-05T12:00Z cause=agency_information --as $DAN --at 2026-01-26
licet register show A-000001 --as "$ANN" --at 2026-01-28
licet register answer A-000001 text="Example Cloud itself; the lease is in the file" --as "$ANN" --at 2026-01-29

# Conditions: those that the rule of January 2026 asks for, and three that somebody wants.
licet register conditions A-000001 us.h200_2026.performance us.h200_2026.memory_bandwidth us.h200_2026.sold_at_home us.h200_2026.supply us.h200_2026.foundry us.h200_2026.volume us.h200_2026.laboratory us.h200_2026.no_reexport us.h200_2026.rule_stands --rule us.h200_2026 --as $OLGA --at 2026-01-30
licet register conditions A-000001 us.h200_2026.end_use us.h200_2026.security --rule us.h200_2026 --as $DAN --at 2026-01-30
licet register conditions A-000001 us.h200_2026.remote_users --rule us.h200_2026 --as $STEF --at 2026-01-30
licet register conditions A-000001 location --file own-conditions.yaml --as $STEF --at 2026-01-30
licet register conditions A-000001 deliveries share --file own-conditions.yaml --as $OLGA --at 2026-01-30

# Defense would approve with conditions, State would not; the committee decides.
licet register position A-000001 line=1 country=CN party=p1 position=approve_with_conditions level=final --as $DAN --at 2026-01-30
licet register position A-000001 line=1 country=CN party=p1 position=deny level=final reasons="the use cannot be watched" basis="50 U.S.C. 4812; 15 CFR 742.6(b)(10)" --as $STEF --at 2026-02-02
licet register positions_complete A-000001 --as $OLGA --at 2026-02-02
licet register propose A-000001 outcome=approve_with_conditions reasons="15 CFR 742.6(b)(10)" --as $OLGA --at 2026-02-02
licet register escalate A-000001 trigger="State would deny" --as $OLGA --at 2026-02-02
licet register vote A-000001 vote=approve_with_conditions --as $DAN --at 2026-02-03
licet register vote A-000001 vote=deny reasons="the use cannot be watched" --as $STEF --at 2026-02-03
licet register vote A-000001 vote=approve_with_conditions --as $BEA --at 2026-02-03
licet register escalation_decided A-000001 outcome=approve_with_conditions reasons="15 CFR 742.6(b)(10)" --as $BEA --at 2026-02-03
licet register condition_dropped A-000001 id=location reason="not_testable: the vendor's software tells a country at best and is optional for the buyer." --as $BEA --at 2026-02-03
licet register conditions A-000001 --adopt --as $BEA --at 2026-02-03

# Somebody else signs, once the days in which State may carry it higher are over.
licet register countersign A-000001 --as $BEA --at 2026-02-10
licet register countersign A-000001 --as $CORA --at 2026-02-05
licet register countersign A-000001 --as $CORA --at 2026-02-10
licet register issue A-000001 --number D-EXAMPLE-1 --from 2026-02-16 --to 2030-02-15 --notice "Licensed, with conditions" --inputs known.yaml --as $OLGA --at 2026-02-11

# Three shipments; chips that went under another license leave no room for the third.
licet register draw D-EXAMPLE-1 shipment-1.yaml --inputs known.yaml --as "$ANN" --at 2026-02-24
licet register draw D-EXAMPLE-1 shipment-2.yaml --inputs known.yaml --as "$ANN" --at 2026-04-06
licet register draw D-EXAMPLE-1 shipment-3.yaml --inputs known.yaml --as "$ANN" --at 2026-05-13
licet register draw D-EXAMPLE-1 shipment-2.yaml --inputs known.yaml --as "$ANN" --at 2026-05-13
licet register match order.yaml --inputs known.yaml --as "$ANN" --at 2026-05-14

# The money, under three readings side by side; the ledger; what is due.
licet register assess D-EXAMPLE-1 shipment-1 customs_value=96000000 imported=yes entry_day=2026-02-17 --as $OLGA --at 2026-05-14
licet register assess D-EXAMPLE-1 shipment-2 customs_value=72000000 imported=yes entry_day=2026-03-30 --as $OLGA --at 2026-05-14
licet register pay D-EXAMPLE-1 shipment-1 --reading duty_232_2026 --amount 24000000 --on 2026-03-02 --ref "entry summary 1" --key p1 --as "$ANN" --at 2026-05-14
licet register return_filed D-EXAMPLE-1 obligation=deliveries period=2026-Q1 hash=sha256:77ab --as "$ANN" --at 2026-05-14
licet register money D-EXAMPLE-1 --on 2026-05-20 --as "$ANN"
licet register holder --as "$ANN" --at 2026-05-20
licet register license D-EXAMPLE-1 --as "$ANN"

# What the committee of the legislature asks: who dropped the condition, and why.
licet register conditions A-000001 location --as auditor:gil:GAO --order "committee order 7"
licet register list --as $CORA --at 2026-05-20
licet register check

# The public log.  A stranger checks the file without a network and computes the approval rate again.
licet register log --begin register.example/licenses --log $OUT/log --log-key $OUT/log.skey
licet register publish --log $OUT/log --log-key $OUT/log.skey
licet register statistics --authority US --from 2026-01-01 --to 2027-01-01 --out $OUT/2026.note --log $OUT/log --log-key $OUT/log.skey
licet register bundle $OUT/log.licetlog --statistics $OUT/2026.note --log $OUT/log --log-key $OUT/log.skey
licet verify $OUT/log.licetlog --key $OUT/log.vkey --tell

# A committee gets the whole log with exact figures, and the words by which the condition was proposed and dropped.
licet register statistics --authority US --from 2026-01-01 --to 2027-01-01 --exact --out $OUT/exact.note --log $OUT/log --log-key $OUT/log.skey
licet register bundle $OUT/committee.licetlog A-000001 --reader "Committee on Foreign Affairs" --order "committee order 7" --field id --field reason --whole --statistics $OUT/exact.note --as $OLGA --log $OUT/log --log-key $OUT/log.skey
licet verify $OUT/committee.licetlog --key $OUT/log.vkey --tell
