import { describe, expect, it } from "vitest";
import { namesIn } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import { DEFAULT_SERVICE_EPOCH_MS } from "@/lib/domain/placing";
import { AppError } from "@/lib/errors";
import type { OutgoingMessage, Publisher } from "@/lib/kafka/publisher";
import { acceptUpload } from "./accept-upload";
import { createEdge } from "./edge";
import type { UploadReport } from "./upload-report";

const RECEIVED = Date.UTC(2026, 10, 20, 8);
type Sent = OutgoingMessage & { topic: string };

function upload(body: string | Buffer, maySendFor = (bikeId: string) => bikeId.startsWith("LI-")) {
  const sent: Sent[] = [];
  const publisher: Publisher = {
    publish: async (topic, messages) => {
      sent.push(...messages.map((message) => ({ topic, ...message })));
    },
    disconnect: async () => undefined,
  };
  const edge = createEdge({
    names: namesIn("slipstream"),
    serviceEpochMs: DEFAULT_SERVICE_EPOCH_MS,
    connect: async () => publisher,
  });
  const report = acceptUpload(edge, {
    body: Buffer.from(body),
    format: "ndjson",
    receivedAtMs: RECEIVED,
    batchId: "batch",
    sender: { clientId: "client", maySendFor },
    clientVersion: null,
    trace: null,
  });
  return { report, sent };
}
const packet = (over: Record<string, unknown> = {}) =>
  JSON.stringify({
    v: 1,
    bike_id: "LI-1",
    source: "app",
    readings: [{ t: RECEIVED, speed_kmh: 20 }],
    ...over,
  });
const refusalOf = async (report: Promise<UploadReport>): Promise<AppError> => {
  const fault = await report.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (fault instanceof AppError) return fault;
  throw new Error("the upload was accepted");
};

describe("acceptUpload", () => {
  it("refuses packet by packet and passes the rest on", async () => {
    const { report, sent } = upload(
      [
        packet(),
        "{",
        packet({ bike_id: "li-1" }),
        packet({ source: "gps" }),
        packet({ bike_id: "DCU-1" }),
        packet({ readings: [] }),
      ].join("\n"),
    );
    expect(await report).toMatchObject({
      accepted: { packets: 1, readings: 1 },
      refused_total: 5,
      refused: [
        { packet: 1, reason: "undecodable" },
        { packet: 2, reason: "malformed-bike-id" },
        { packet: 3, reason: "unknown-source" },
        { packet: 4, reason: "not-allowed", got: "DCU-1, app" },
        { packet: 5, reason: "undecodable" },
      ],
    });
    expect(sent).toMatchObject([{ topic: "slipstream.telemetry", key: "LI-1" }]);
  });

  it("names what will not be stored and passes it on all the same", async () => {
    const readings = [{ t: RECEIVED, speed_kmh: 500 }, { t: "now" }, { t: 5 }, { t: RECEIVED - 86_400_000 }];
    const { report, sent } = upload(packet({ readings }));
    expect(await report).toMatchObject({
      accepted: { packets: 1, readings: 4 },
      faults_total: 3,
      faults: [
        { packet: 0, reading: 0, field: "speed_kmh", expected: "number from 0 to 120 km/h", got: "500" },
        { packet: 0, reading: 1, field: "t", got: "now" },
        { packet: 0, reading: 2, field: "t", got: "5" },
      ],
    });
    const passedOn = sent.map(({ topic, value }) => [topic, JSON.parse(String(value)).readings]);
    expect(passedOn).toEqual([
      ["slipstream.telemetry", [readings[0]]],
      ["slipstream.telemetry.late", readings.slice(1)],
    ]);
  });

  it("stamps one time of its own on every packet, whatever the packet says", async () => {
    const { report, sent } = upload(
      [packet({ sent_at: "2001-01-01T00:00:00Z", received_at: 1 }), packet({ readings: [{ t: 1e12 }] })].join(
        "\n",
      ),
    );
    await report;
    for (const { headers } of sent) {
      expect(headers).toMatchObject({
        [HEADER.receivedAt]: String(RECEIVED),
        [HEADER.ingestClient]: "client",
        [HEADER.batchId]: "batch",
      });
    }
  });

  it("is forbidden when every packet was refused as not allowed, invalid when any other reason was among them", async () => {
    const foreign = await refusalOf(upload(packet({ bike_id: "DCU-1" })).report);
    expect(foreign.code).toBe("forbidden");
    expect(foreign.details.data).toMatchObject({ refused_total: 1, refused: [{ reason: "not-allowed" }] });
    expect((await refusalOf(upload(`${packet({ bike_id: "DCU-1" })}\n{`).report)).code).toBe("invalid");
  });

  it("refuses text that is not UTF-8", async () => {
    const latin1 = Buffer.from(packet({ readings: [{ t: RECEIVED, firmware: "\u00ff" }] }), "latin1");
    const fault = await refusalOf(upload(latin1).report);
    expect(fault.details.data).toMatchObject({
      refused: [{ reason: "undecodable", expected: "text in UTF-8" }],
    });
  });

  it("survives values nested however deep", async () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const { report } = upload(
      `{"v":1,"bike_id":"LI-1","source":"app","readings":[{"t":${deep},"x":${deep}}]}`,
    );
    expect(await report).toMatchObject({ accepted: { readings: 1 }, faults_total: 2 });
  });

  it("lists a thousand refusals and counts the rest", async () => {
    const fault = await refusalOf(upload("{\n".repeat(1_500)).report);
    expect(fault.details.data).toMatchObject({ refused_total: 1_500 });
    expect(fault.details.data?.refused).toHaveLength(1_000);
  });
});

describe("createEdge", () => {
  const arrival = {
    receivedAtMs: RECEIVED,
    batchId: "b",
    sender: { clientId: "c" },
    clientVersion: null,
    trace: null,
  };
  const one = [{ bikeId: "LI-1", part: { lane: "live" as const, readings: 1, bytes: Buffer.from("{}") } }];

  it("connects again after a broker that could not be reached", async () => {
    let attempts = 0;
    const edge = createEdge({
      names: namesIn("slipstream"),
      serviceEpochMs: 0,
      connect: async () => {
        if (++attempts === 1) throw new Error("refused");
        return { publish: async () => undefined, disconnect: async () => undefined };
      },
    });
    await expect(edge.publish(one, arrival)).rejects.toMatchObject({ code: "unavailable" });
    await expect(edge.publish(one, arrival)).resolves.toBeUndefined();
  });

  it("keeps requests to the broker small", async () => {
    const sizes: number[] = [];
    const edge = createEdge({
      names: namesIn("slipstream"),
      serviceEpochMs: 0,
      connect: async () => ({
        publish: async (_topic, messages) => {
          sizes.push(messages.reduce((sum, message) => sum + (message.value?.length ?? 0), 0));
        },
        disconnect: async () => undefined,
      }),
    });
    const part = { lane: "live" as const, readings: 1, bytes: Buffer.alloc(100_000) };
    await edge.publish(
      Array.from({ length: 40 }, () => ({ bikeId: "LI-1", part })),
      arrival,
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBe(4_000_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(640 * 1024);
  });
});
