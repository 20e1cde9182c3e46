"""The advice that is offered when nobody is sent."""

from tickets.rules.advice import without_crew
from tickets.store.seed import fault_rows


def test_advice_without_a_crew_keeps_the_rest_of_it() -> None:
    assert without_crew("请绕开积水处，请记下位置，抢修人员到达前会与您联系。") == "请绕开积水处，请记下位置。"
    assert without_crew("请暂时不要饮用，留一瓶水样等待取样人员。请问邻居。") == "请暂时不要饮用。请问邻居。"
    assert without_crew("抢修期间可能停水，请储水。请关闭总阀；别用明火") == "请关闭总阀；别用明火"
    assert without_crew("") == ""


def test_no_advice_of_a_new_database_promises_a_crew_to_a_caller_without_one() -> None:
    offered = [without_crew(row["advice"]) for row in fault_rows()]
    assert not [said for said in offered if "抢修人员" in said or "取样" in said or "联系。" in said or not said]
