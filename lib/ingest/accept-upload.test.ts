import { describe, expect, it } from "vitest";
import { HEADER } from "@/lib/domain/packet";
import { AppError } from "@/lib/errors";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { acceptUpload } from "./accept-upload";
import { edgeInto, untraced, uploadOf } from "./testing/upload-of";
import type { Upload } from "./upload";
import type { UploadReport } from "./upload-report";
import { UploadTurns } from "./upload-turns";

const RECEIVED = Date.UTC(2026, 10, 20, 8);
type Sent = OutgoingMessage & { topic: string };

function upload(body: string | Buffer, sender: Partial<Upload["sender"]> = {}) {
  const sent: Sent[] = [];
  const charged: number[] = [];
  const edge = edgeInto(async (topic, messages) => {
    sent.push(...messages.map((message) => ({ topic, ...message })));
  });
  const report = acceptUpload(
    edge,
    new UploadTurns(),
    uploadOf(Buffer.from(body), "ndjson", RECEIVED, {
      maySendFor: (bikeId) => bikeId.startsWith("LI-"),
      charge: (entries) => void charged.push(entries),
      ...sender,
    }),
  );
  return { report, sent, charged };
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

  it("refuses a packet nested deeper than 32, and takes one as deep", async () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    const deep = (depth: number) =>
      `{"v":1,"bike_id":"LI-1","source":"app","readings":[{"t":${RECEIVED},"x":${nested(depth)}}]}`;
    for (const depth of [30, 50_000]) {
      const fault = await refusalOf(upload(deep(depth)).report);
      expect(fault.details.data).toMatchObject({
        refused: [{ reason: "undecodable", expected: "lists and objects nested at most 32 deep" }],
      });
    }
    const { report } = upload(deep(29));
    expect(await report).toMatchObject({ accepted: { readings: 1 }, faults_total: 1 });
    const brackets = packet({ readings: [{ t: RECEIVED, firmware: "[".repeat(60) }] });
    expect(await upload(brackets).report).toMatchObject({ accepted: { readings: 1 }, faults_total: 0 });
  });

  it("decodes nothing for a bike that the client may not send for", async () => {
    const { report, charged } = upload(packet({ bike_id: "DCU-1" }));
    expect((await refusalOf(report)).code).toBe("forbidden");
    expect(charged).toEqual([1]);
    const own = upload(packet({ readings: [{ t: RECEIVED }, { t: 1 }, { t: 2 }] }));
    await own.report;
    expect(own.charged).toEqual([1, 3]);
  });

  it.each(["v", "bike_id", "source", "readings"])(
    "lets the last %s of two count, as the worker does",
    async (name) => {
      const members: Record<string, unknown> = JSON.parse(packet());
      const others: Record<string, unknown> = {
        v: 2,
        bike_id: "DCU-1",
        source: "gps",
        readings: [],
      };
      const text = (last: unknown) => {
        const first = { ...members, [name]: last === members[name] ? others[name] : members[name] };
        return `${JSON.stringify(first).slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(last)}}`;
      };
      const { report, sent } = upload(text(members[name]));
      expect(await report).toMatchObject({ accepted: { packets: 1, readings: 1 } });
      expect(sent.map(({ key }) => key)).toEqual(["LI-1"]);
      const refused = await refusalOf(upload(text(others[name])).report);
      expect(refused.details.data).toMatchObject({ accepted: { packets: 0 } });
    },
  );

  it("passes nothing on for a sender that is refused when asked again", async () => {
    const { report, sent } = upload(packet(), {
      confirm: () => Promise.reject(new AppError("unauthenticated", "revoked")),
    });
    expect((await refusalOf(report)).code).toBe("unauthenticated");
    expect(sent).toEqual([]);
  });

  it("decodes no reading of a sender that may send no more, and passes nothing on", async () => {
    const refused = new AppError("rate-limited", "later", { retryAfterSeconds: 3 });
    const { report, sent } = upload(`${packet()}\n${packet({ readings: [{ t: 1 }, { t: 2 }, { t: 3 }] })}`, {
      charge: (entries) => {
        if (entries === 3) throw refused;
      },
    });
    expect(await refusalOf(report)).toBe(refused);
    expect(sent).toEqual([]);
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
    riderId: null,
    ...untraced(),
    memory: { keptBytes: 2 },
  };
  const part = { lane: "live" as const, readings: 1, bytes: Buffer.from("{}") };
  const one = [{ bikeId: "LI-1", source: "app" as const, part }];

  it("connects again after a broker that could not be reached", async () => {
    let attempts = 0;
    const publish = async () => undefined;
    const edge = edgeInto(publish, async () => {
      if (++attempts === 1) throw new Error("refused");
      return { publish, disconnect: async () => undefined };
    });
    await expect(edge.publish(one, arrival)).rejects.toMatchObject({ code: "unavailable" });
    await expect(edge.publish(one, arrival)).resolves.toBeUndefined();
  });

  it("takes no more than 128 MiB that a broker does not acknowledge, whole uploads counted", async () => {
    let acknowledge: () => void = () => undefined;
    const acknowledged = new Promise<void>((resolve) => {
      acknowledge = resolve;
    });
    const edge = edgeInto(() => acknowledged);
    const large = { ...arrival, memory: { keptBytes: 48 * 1024 * 1024 } };
    const waiting = [edge.publish(one, large), edge.publish(one, large)];
    await expect(edge.publish(one, large)).rejects.toMatchObject({ code: "unavailable" });
    acknowledge();
    await Promise.all(waiting);
    await expect(edge.publish(one, large)).resolves.toBeUndefined();
  });
});
