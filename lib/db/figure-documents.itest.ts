import { afterAll, beforeAll, expect, inject, it } from "vitest";
import {
  endDocuments,
  keepDocuments,
  nextDocuments,
  refuseDocument,
  standingDocuments,
} from "./figure-documents";
import { openTestDatabase, type TestDatabase } from "./test-database";

let suite: TestDatabase;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
});
afterAll(() => suite.close());

const some = (id: string, bytes: number) => ({ id, document: { text: "x".repeat(bytes) } });
const next = async (most: number, bytes: number) =>
  (await nextDocuments(suite.owner, most, bytes)).map(({ id }) => id);

it("gives the oldest documents, so many or so many bytes at once, and one that is larger alone", async () => {
  await keepDocuments(suite.owner, [some("a", 400), some("b", 400), some("c", 4_000), some("d", 10)]);
  expect(await next(50, 1_000)).toEqual(["a", "b"]);
  expect(await next(1, 1_000)).toEqual(["a"]);
  expect(await next(50, 100)).toEqual(["a"]);
  await endDocuments(
    suite.owner,
    (await nextDocuments(suite.owner, 2, 1_000)).map(({ seq }) => seq),
  );
  expect(await next(50, 1_000)).toEqual(["c"]);
});

it("gives none again that was refused, but a newer one of the same id, which the older one no longer stands for", async () => {
  const [refused] = await nextDocuments(suite.owner, 1, 1_000);
  await refuseDocument(suite.owner, refused?.seq ?? 0, "too large");
  expect(await next(50, 1_000)).toEqual(["d"]);
  await keepDocuments(suite.owner, [some("c", 20)]);
  expect(await next(50, 1_000)).toEqual(["d", "c"]);
  expect(await standingDocuments(suite.owner, [refused?.seq ?? 0])).toEqual(new Set());
});
