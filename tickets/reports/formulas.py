"""How every figure is calculated, as text shown in the report."""

from dataclasses import dataclass

from tickets.reports.figures import RATES


@dataclass(frozen=True, slots=True)
class Formula:
    """A figure and its formula, as shown on screen and in every export."""

    name: str
    text: str


FORMULAS = (
    Formula("统计期", "从开始日 0 时起，到结束日 24 时止，按北京时间。"),
    Formula(
        "及时率",
        "各阶段分别计算：时限内完成的计时数 ÷ 到期时间落在统计期内的计时数。"
        "已过到期时间仍未完成的算不及时；还没到期的、正挂起的不计。延期和挂起会推后到期时间。",
    ),
    Formula(
        "未记完成",
        "导入的旧台账里没有完成时间的工单：不算处置完成，单独列出张数；知道来电钟点的，处置到期后算不及时（仍超时）。",
    ),
    Formula("未到期退转", "到期之前因退单、转派结束的计时，不计入及时率，单独列出；到期之后才退转的算不及时。"),
    Formula("作废、并单、电话解决", "作废、并单和电话解决的工单不计入任何比率和用时，只列出张数。"),
    Formula("用时", "完成时间 − 开始时间 − 挂起时间，取统计期内完成的计时。挂起时间另列，不藏在用时里。"),
    Formula(
        "中位、P90",
        "从全部原始计时里直接取，不做平均的平均：用时由短到长排，"
        "排在第 ⌈n×50%⌉ 位的是中位，第 ⌈n×90%⌉ 位的是 P90（最近秩法，n 为完成数）。",
    ),
    Formula("工单", "统计期内来电开单的张数。以下比率都按这些工单计算，办理到现在为止。"),
    Formula("来电、催办", "统计期内接到的来电通数，其中催办的通数；没有开单的咨询、投诉也算来电。"),
    Formula("协助", "这些工单派出协助班组的次数，按去协助的班组归组；点开是它们的工单，一张只列一次。"),
    *(Formula(rate.label, rate.formula) for rate in RATES),
    Formula("分组", "计时按当时承办的班组和当时的紧急程度归组；工单按现在的归组。日期按到期日、完成日、开单日。"),
)
