import { gzipSync } from "node:zlib";
import type { z } from "zod";
import { ReadingsAnswer, UploadAnswer } from "@/lib/domain/api-answers";
import { backoffMs, pause } from "@/lib/retry";
import type { SentPacket } from "./sent-packet";

const MAX_ATTEMPTS = 20;
/** Of an upload of which nothing was accepted, the problem document carries the same lists. */
const Refused = UploadAnswer.partial({ batch_id: true, received_at: true });
type UploadOutcome = z.infer<typeof Refused>;

/** A service's API as a client with a key uses it. */
export interface EdgeClient {
  /**
   * Sends packets as gzipped NDJSON; comes again when told to wait.
   * @throws Error for an answer that waiting does not mend.
   */
  send(packets: readonly SentPacket[]): Promise<UploadOutcome>;
  /** Number of stored readings of a bike in [fromMs, toMs). */
  countReadings(bikeId: string, fromMs: number, toMs: number): Promise<number>;
}

export function createEdgeClient(url: string, key: string): EdgeClient {
  const headers = { authorization: `Bearer ${key}` };
  const ask = (path: string, init: RequestInit) => withRetries(url, () => fetch(new URL(path, url), init));
  return {
    async send(packets) {
      const response = await ask("/api/v1/telemetry", {
        method: "POST",
        headers: { ...headers, "content-type": "application/x-ndjson", "content-encoding": "gzip" },
        body: gzipSync(packets.map((packet) => JSON.stringify(packet)).join("\n")),
      });
      const text = await response.text();
      const parsed = Refused.safeParse(parsedJson(text));
      if (parsed.success) return parsed.data;
      throw new Error(`the edge answered ${response.status}: ${text.slice(0, 300)}`);
    },
    async countReadings(bikeId, fromMs, toMs) {
      let count = 0;
      for (let cursor: string | null = ""; cursor !== null; ) {
        const query = new URLSearchParams({
          from: String(fromMs),
          to: String(toMs),
          fields: "speed_kmh",
          limit: "10000",
          ...(cursor === "" ? {} : { cursor }),
        });
        const response = await ask(`/api/v1/bikes/${bikeId}/readings?${query}`, { headers });
        if (!response.ok)
          throw new Error(`the read API answered ${response.status}: ${await response.text()}`);
        const page: ReadingsAnswer = ReadingsAnswer.parse(await response.json());
        count += page.readings.length;
        cursor = page.next_cursor;
      }
      return count;
    },
  };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Repeats what the service could not take now, as long as it says (Retry-After), else with growing pauses. Sending again
 * is safe, so any fault of the service is waited out.
 */
async function withRetries(url: string, request: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await request().catch(() => null);
    const waits = response === null || response.status === 429 || response.status >= 500;
    if (!waits || attempt >= MAX_ATTEMPTS) {
      if (response) return response;
      throw new Error(`the service at ${url} cannot be reached`);
    }
    const asked = Number(response?.headers.get("retry-after") ?? 0) * 1_000;
    await response?.body?.cancel();
    await pause(Math.max(asked, backoffMs(attempt, Math.random(), 200, 5_000)));
  }
}
