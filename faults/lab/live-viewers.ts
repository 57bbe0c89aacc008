import { liveAddress } from "@/e2e/live-watch";
import { signedIn, type WebSession } from "@/e2e/web-session";
import type { LiveEvent } from "@/lib/domain/live-events";
import { createOrganisation } from "@/lib/users/create-organisation";
import { createUser } from "@/lib/users/create-user";
import { AUTHOR, type EdgeUnderTest } from "./edge-under-test";

const ORGANISATION = "Maker";
const PASSWORD = "a password of the laboratory";

/** People who see every bike, signed in as the sign-in page does it. */
export async function signInViewers({ database, web }: EdgeUnderTest, count: number): Promise<WebSession[]> {
  await createOrganisation(AUTHOR, { name: ORGANISATION, kind: "maker" }, database.db);
  const sessions: WebSession[] = [];
  for (let at = 0; at < count; at++) {
    const account = { email: `viewer-${at}@faults.example`, name: `Viewer ${at}`, password: PASSWORD };
    await createUser(AUTHOR, { ...account, organisation: ORGANISATION, roles: ["operator"] }, database.db);
    sessions.push(await signedIn(web.address, account.email, PASSWORD));
  }
  return sessions;
}

/** Opens a stream of the live map. @throws Error when that is refused. */
export async function openStream(session: WebSession, views: readonly string[]): Promise<Response> {
  const answer = await session.fetch(liveAddress(...views));
  if (!answer.ok) throw new Error(`expected a live stream, got ${answer.status}: ${await answer.text()}`);
  return answer;
}

/** Reads a stream and notes how old what it tells is. */
export class LiveReader {
  /** From the server's clock in an event to its having been read, ms. */
  readonly agesMs: number[] = [];
  /** Median age of what came lately, by each pulse, ms. */
  readonly pulsesMs: number[] = [];
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private readonly reading: Promise<void>;

  constructor({ body }: Response) {
    if (!body) throw new Error("expected a stream with a body");
    this.reader = body.getReader();
    this.reading = this.read();
  }

  async close(): Promise<void> {
    await this.reader.cancel();
    await this.reading;
  }

  private async read(): Promise<void> {
    const utf8 = new TextDecoder();
    let rest = "";
    for (let part = await this.reader.read(); !part.done; part = await this.reader.read()) {
      const lines = (rest + utf8.decode(part.value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (line.startsWith("data: ")) this.hear(JSON.parse(line.slice(6)));
    }
  }

  private hear(event: LiveEvent): void {
    if (event.type === "end") return;
    this.agesMs.push(Date.now() - event.at);
    if (event.type === "pulse" && event.ageMs !== null) this.pulsesMs.push(event.ageMs);
  }
}
