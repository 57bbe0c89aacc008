import { expect, it } from "vitest";
import type { ApiClient } from "@/lib/domain/actor";
import { loadUploads } from "@/simulator/load-uploads";
import { receiveUpload } from "./receive-upload";
import { edgeInto } from "./testing/upload-of";
import { createUploadLimits } from "./upload-limits";

const NOW = Date.UTC(2026, 10, 20);
const client: ApiClient = {
  id: "key",
  name: "load",
  organisationId: "o",
  organisationKind: "maker",
  scopes: ["write"],
  sources: ["app", "iot"],
  bikeIds: [],
  bikePrefixes: ["LI-"],
};

it("takes all that 2,000 bikes of one key send in half a minute, with all that goes wrong on the way", async () => {
  const edge = edgeInto(async () => undefined);
  const limits = createUploadLimits();
  const load = { bikes: 2_000, seconds: 30, seed: 1, prefix: "LI-L", trouble: true };
  const headers = { "content-type": "application/x-ndjson" };
  for (const { packets, dueMs } of loadUploads(load, NOW)) {
    const body = packets.map((packet) => JSON.stringify(packet)).join("\n");
    const request = new Request("http://localhost/", { method: "POST", headers, body });
    const report = await receiveUpload(
      edge,
      limits,
      async () => client,
      request,
      () => dueMs,
    );
    expect(report.accepted.packets).toBe(packets.length);
  }
}, 60_000);
