"""Names in Chinese characters or Hangul, which no capitals mark: by the most frequent family names."""

from __future__ import annotations

import re

_CHINESE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟"
    "汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚張劉陳楊趙黃吳馬羅鄭謝韓馮"
    "蕭許呂蘇盧葉閻鍾譚鄒陸龍錢湯賴龔"
)
_KOREAN = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민"
_NAME = re.compile(rf"[{_CHINESE}][\u4e00-\u9fff]{{1,2}}|[{_KOREAN}][\uac00-\ud7a3]{{1,2}}")
"""A family name of one character, and one or two for the given name."""
_LETTER = r"[\u4e00-\u9fff\uac00-\ud7a3]"
_SPREAD = re.compile(rf"(?<![^\s、，,])({_LETTER})[\s\u3000]+({_LETTER})(?![^\s、，,])")
"""Names of two characters are set as wide as those of three."""


def east_asian_names(line: str) -> list[str]:
    """The names that a line holds, separated by blanks or marks; empty if it holds anything else."""
    parts = [part for part in re.split(r"[\s\u3000、，,;；·]+", _SPREAD.sub(r"\1\2", line)) if part]
    return parts if parts and all(map(_NAME.fullmatch, parts)) else []
