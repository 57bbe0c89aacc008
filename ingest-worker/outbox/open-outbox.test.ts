import { describe, expect, it } from "vitest";
import { readWorkerEnvironment } from "@/lib/env/worker";
import { requireOutboxUrl } from "./open-outbox";

const given = {
  SLIPSTREAM_KAFKA_BROKERS: "127.0.0.1:9092",
  SLIPSTREAM_ELASTICSEARCH_URL: "http://127.0.0.1:9200",
  SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD: "x",
  SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD: "x",
};

describe("the outbox lane's database", () => {
  it("is missed in a sentence that says how to go on without", () => {
    expect(() => requireOutboxUrl(readWorkerEnvironment(given))).toThrow(
      /expected SLIPSTREAM_DATABASE_OUTBOX_URL in the environment, got nothing.*--lanes=/,
    );
    const url = "postgres://slipstream_outbox:x@127.0.0.1/slipstream";
    expect(requireOutboxUrl(readWorkerEnvironment({ ...given, SLIPSTREAM_DATABASE_OUTBOX_URL: url }))).toBe(
      url,
    );
  });
});
