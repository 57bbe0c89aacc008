import { describe, expect, it } from "vitest";
import { entriesUnder, readingsUnder, type Stone } from "./erased-queries";

const stone = (over: Partial<Stone> = {}): Stone => ({
  ...{ riderId: "ann", bikeId: "LI-1", reportedAs: "LI-1", source: "app" },
  ...{ fromMs: 0, toMs: 1_000_000_000, spared: [] },
  ...over,
});
const ranges = (questions: readonly unknown[]) => JSON.stringify(questions).match(/"range"/g)?.length;

describe("questions for what is under tombstones", () => {
  it("have no more clauses than the store takes, however often others signed for parts of one", () => {
    const spared = Array.from({ length: 3_000 }, (_, at) => [at * 1_000, at * 1_000 + 10] as const);
    for (const [under, most] of [
      [readingsUnder, 100],
      [entriesUnder, 300],
    ] as const) {
      const questions = under([stone({ spared })]);
      expect(questions).toHaveLength(30);
      for (const question of questions) expect(ranges([question])).toBeLessThanOrEqual(most);
    }
  });

  it("leave out what is spared, and nothing beside it", () => {
    expect(readingsUnder([stone({ fromMs: null, toMs: 50, spared: [[10, 19]] })])).toMatchInlineSnapshot(`
      [
        {
          "bool": {
            "minimum_should_match": 1,
            "should": [
              {
                "bool": {
                  "filter": [
                    {
                      "term": {
                        "bike_id": "LI-1",
                      },
                    },
                    {
                      "term": {
                        "source": "app",
                      },
                    },
                    {
                      "range": {
                        "@timestamp": {
                          "format": "epoch_millis",
                          "lt": 10,
                        },
                      },
                    },
                  ],
                },
              },
              {
                "bool": {
                  "filter": [
                    {
                      "term": {
                        "bike_id": "LI-1",
                      },
                    },
                    {
                      "term": {
                        "source": "app",
                      },
                    },
                    {
                      "range": {
                        "@timestamp": {
                          "format": "epoch_millis",
                          "gte": 20,
                          "lt": 50,
                        },
                      },
                    },
                  ],
                },
              },
            ],
          },
        },
      ]
    `);
    expect(readingsUnder([])).toEqual([]);
  });
});
