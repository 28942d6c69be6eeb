"""``python -m bench``: measure and print the table; slow is no error, so it always exits with 0."""

from __future__ import annotations

import argparse
import sys

from bench.benchmark import BENCHMARKS
from bench.result import Row, table


def main() -> None:
    """Measure the chosen benchmarks, or all."""
    parser = argparse.ArgumentParser(prog="./dev bench", description="与最简单的同类程序在同一次运行中对比。")
    names = "、".join(benchmark.module for benchmark in BENCHMARKS)
    parser.add_argument("benchmarks", nargs="*", metavar="主题", help=f"{names}；不写则全部")
    parser.add_argument("--quick", action="store_true", help="少测几轮，结果粗略")
    wanted = parser.parse_args()
    unknown = set(wanted.benchmarks) - {benchmark.module for benchmark in BENCHMARKS}
    if unknown:
        parser.error(f"没有这个主题：{'、'.join(sorted(unknown))}")
    rows: list[Row] = []
    for benchmark in BENCHMARKS:
        if not wanted.benchmarks or benchmark.module in wanted.benchmarks:
            print(f"正在测量：{benchmark.title}……", file=sys.stderr, flush=True)
            rows += benchmark.run(wanted.quick)
    print(table(rows))


if __name__ == "__main__":
    main()
