import { describe, expect, inject, it } from "vitest";
import { ProblemAnswer, ReadingsAnswer } from "@/lib/domain/api-answers";

const address = inject("address");
const authorization = `Bearer ${inject("environment").SLIPSTREAM_DEMO_KEY_DCU}`;
const ask = (path: string) => fetch(`${address}/api/v1${path}`, { headers: { authorization } });

async function expectProblem(answer: Response, status: number): Promise<void> {
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(ProblemAnswer.parse(await answer.json()).status).toBe(status);
}

describe("the read API", () => {
  it("answers the longest range that can be asked for as fast as a season", async () => {
    const startedMs = performance.now();
    const answer = await ask("/bikes/DCU-000007/readings?from=-999999999999999&to=999999999999999&limit=5");
    expect(answer.status).toBe(200);
    expect(ReadingsAnswer.parse(await answer.json()).readings).toHaveLength(5);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });

  it.each(["DCU-%00", "DCU-%22%3Bfilename=%22x", "DCU-%C3%BC", "dcu-000007", `DCU-${"7".repeat(60)}`])(
    "knows no bike %s",
    async (bikeId) => {
      for (const question of ["state", "readings?from=0&to=1", "readings?from=0&to=1&format=csv"])
        await expectProblem(await ask(`/bikes/${bikeId}/${question}`), 404);
    },
  );

  it("tells a cursor that no page gave from a store that does not answer", async () => {
    const cursor = Buffer.from('["x","y"]').toString("base64url");
    await expectProblem(await ask(`/bikes/DCU-000007/readings?from=0&to=1&cursor=${cursor}`), 400);
    await expectProblem(await ask(`/bikes?cursor=${cursor}`), 400);
  });

  it("asks a client with very many questions at once to slow down, and answers it again after that", async () => {
    const question =
      "/bikes/DCU-000007/readings?from=2023-01-01T00:00:00Z&to=2024-01-01T00:00:00Z&points=1000";
    const answers = await Promise.all(Array.from({ length: 400 }, () => ask(question)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200).length).toBe(answers.length - refused.length);
    for (const answer of answers) await answer.arrayBuffer();
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ headers }) => Number(headers.get("retry-after")) > 0)).toBe(true);
    expect((await ask(question)).status).toBe(200);
  });
});
