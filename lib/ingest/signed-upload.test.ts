import { describe, expect, it } from "vitest";
import type { ApiClient } from "@/lib/domain/actor";
import { HEADER } from "@/lib/domain/packet";
import { AppError } from "@/lib/errors";
import { receiveUpload } from "./receive-upload";
import type { Stretch } from "./ridden";
import type { AskSignature } from "./signature";
import { edgeInto } from "./testing/upload-of";
import { createUploadLimits } from "./upload-limits";

const RECEIVED = Date.UTC(2026, 10, 20, 8);
const MINUTE = 60_000;
const client: ApiClient = {
  ...{ id: "key", name: "app", organisationId: "o", organisationKind: "fleet", scopes: ["write"] },
  ...{ sources: ["app", "iot"], bikeIds: [], bikePrefixes: ["LI-"] },
};

interface Sent {
  readonly bikeId: string;
  readonly minutes: readonly unknown[];
  readonly source?: string;
}

/** What becomes of an upload, in the order in which it does. */
async function upload(
  packets: readonly Sent[],
  signing: { askSignature?: AskSignature; attribute?: () => void } = {},
) {
  const happened: string[] = [];
  const ridden: Stretch[] = [];
  const headers: (string | undefined)[] = [];
  const edge = edgeInto(async (_topic, messages) => {
    happened.push("passed on");
    for (const message of messages) headers.push(message.headers?.[HEADER.rider]);
  });
  const askSignature: AskSignature = async () => ({
    attribute: async (stretches) => {
      happened.push("attributed");
      signing.attribute?.();
      ridden.push(...stretches);
      return "rider-id";
    },
  });
  const body = packets.map(({ bikeId, minutes, source = "app" }) =>
    JSON.stringify({
      ...{ v: 1, bike_id: bikeId, source },
      readings: minutes.map((at) => ({
        t: typeof at === "number" ? RECEIVED + at * MINUTE : at,
        speed_kmh: 9,
      })),
    }),
  );
  const request = new Request("http://localhost/", {
    ...{ method: "POST", headers: { "content-type": "application/x-ndjson" }, body: body.join("\n") },
  });
  const answer = await receiveUpload(
    ...([edge, createUploadLimits(), async () => client, request, () => RECEIVED] as const),
    signing.askSignature ?? askSignature,
  ).then(
    (report) => report.accepted.readings,
    (fault: unknown) => (fault instanceof AppError ? fault.code : fault),
  );
  const told = ridden.map(({ bikeId, fromMs, toMs }) => [
    ...[bikeId, (fromMs - RECEIVED) / MINUTE, (toMs - RECEIVED) / MINUTE],
  ]);
  return { answer, happened, told, headers };
}

describe("a signed upload", () => {
  it("says who rode before anything of it is passed on, and its packets name the rider", async () => {
    const sent = [
      { bikeId: "LI-1", minutes: [-3, -1, -2] },
      { bikeId: "LI-1", minutes: [-8, -30] },
      { bikeId: "LI-2", minutes: [-1] },
    ];
    const { answer, happened, told, headers } = await upload(sent);
    expect(answer).toBe(6);
    expect(happened).toEqual(["attributed", "passed on", "passed on"]);
    expect(told).toEqual([
      ["LI-1", -30, -30],
      ["LI-1", -8, -1],
      ["LI-2", -1, -1],
    ]);
    expect(headers).toEqual(Array(headers.length).fill("rider-id"));
  });

  it("says nothing of what the bike itself recorded", async () => {
    const { told, headers } = await upload([
      { bikeId: "LI-1", minutes: [-20], source: "iot" },
      { bikeId: "LI-2", minutes: [-1] },
    ]);
    expect(told).toEqual([["LI-2", -1, -1]]);
    expect(headers.toSorted()).toEqual(["rider-id", undefined]);
    expect(await upload([{ bikeId: "LI-1", minutes: [-20], source: "iot" }])).toMatchObject({
      ...{ answer: 1, happened: ["passed on"], told: [] },
    });
  });

  it("says nothing of readings that are refused or have no time, and all of those that wait for theirs", async () => {
    const { answer, told } = await upload([
      { bikeId: "XX-1", minutes: [-1] },
      { bikeId: "LI-1", minutes: [-2, null, "yesterday", -5e8, 20] },
      { bikeId: "LI-3", minutes: [null] },
    ]);
    expect(answer).toBe(6);
    expect(told).toEqual([
      ["LI-1", -2, -2],
      ["LI-1", 20, 20],
    ]);
  });

  it("names its rider where no reading has a usable time: they are given one by hand", async () => {
    const sent = [
      { bikeId: "LI-1", minutes: [null, -5e8] },
      { bikeId: "LI-2", minutes: [-1], source: "iot" },
    ];
    const { answer, happened, told, headers } = await upload(sent);
    expect([answer, told]).toEqual([3, []]);
    expect(happened).toEqual(["attributed", "passed on", "passed on"]);
    expect(headers.toSorted()).toEqual(["rider-id", undefined]);
  });

  it("of bikes that the client may not send for says nothing at all", async () => {
    const refused = await upload([{ bikeId: "XX-1", minutes: [-1] }]);
    expect(refused).toMatchObject({ answer: "forbidden", happened: [], told: [] });
  });

  it("passes nothing on when it cannot be said who rode", async () => {
    const attribute = () => {
      throw new AppError("unavailable", "The database does not answer; try again shortly.");
    };
    const { answer, happened } = await upload([{ bikeId: "LI-1", minutes: [-1] }], { attribute });
    expect([answer, happened]).toEqual(["unavailable", ["attributed"]]);
  });

  it("by nobody's token is refused before its body is read", async () => {
    const askSignature: AskSignature = async () => {
      throw new AppError("unauthenticated", "Slipstream-Rider: expected …");
    };
    const { answer, happened } = await upload([{ bikeId: "LI-1", minutes: [-1] }], { askSignature });
    expect([answer, happened]).toEqual(["unauthenticated", []]);
  });
});

describe("an upload that nobody signed", () => {
  it("is taken as it always was", async () => {
    const { answer, happened, headers } = await upload([{ bikeId: "LI-1", minutes: [-1] }], {
      askSignature: async () => null,
    });
    expect([answer, happened, headers]).toEqual([1, ["passed on"], [undefined]]);
  });
});
