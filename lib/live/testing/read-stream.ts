import type { LiveEvent } from "@/lib/domain/live-events";
import type { LiveStream } from "../live-stream";

export interface StreamReader {
  /** All events so far. */
  readonly heard: readonly LiveEvent[];
  readonly retryMs: number | null;
  readonly isOver: boolean;
  /** Events that came since the call before. */
  next(): Promise<LiveEvent[]>;
}

/** A client that reads all that there is whenever it is asked, and takes nothing in between. */
export function readStream(stream: LiveStream): StreamReader {
  const reader = stream.body.getReader();
  const utf8 = new TextDecoder();
  const heard: LiveEvent[] = [];
  let pending = reader.read();
  let retryMs: number | null = null;
  let isOver = false;
  return {
    heard,
    get retryMs() {
      return retryMs;
    },
    get isOver() {
      return isOver;
    },
    async next() {
      const known = heard.length;
      for (;;) {
        const nothing = new Promise<null>((resolve) => setImmediate(() => resolve(null)));
        const chunk = await Promise.race([pending, nothing]);
        if (chunk === null) break;
        if (chunk.done) {
          isOver = true;
          break;
        }
        for (const line of utf8.decode(chunk.value).split("\n")) {
          const [, field, value = ""] = /^(\w+): (.*)$/.exec(line) ?? [];
          if (field === "retry") retryMs = Number(value);
          if (field === "data") heard.push(JSON.parse(value));
        }
        pending = reader.read();
      }
      return heard.slice(known);
    },
  };
}
