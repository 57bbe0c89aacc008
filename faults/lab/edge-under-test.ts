import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@/lib/clients/create-client";
import { type OpenDatabase, openDatabase } from "@/lib/db/client";
import { createOrganisation } from "@/lib/users/create-organisation";
import type { TestInstallation } from "@/stack/test-installation";
import { EdgeLoad, type EdgeLoadOptions, USUAL_EDGE_LOAD } from "./edge-load";
import { EdgeSender } from "./edge-sender";
import { FLEET, type Sent } from "./sent";
import { WebChild } from "./web-child";

export const AUTHOR = { kind: "console", command: "faults" } as const;
export const RIDERS = "Riders";
/** Others, who share nothing with the riders but the process. */
export const NEIGHBOURS = "Neighbours";

const WARM_UP_MS = 1_000;
const SOCKETS_BACK_WITHIN_MS = 15_000;
/** Its connections to databases and brokers come and go, and clients keep some for their next upload. */
const OTHER_SOCKETS = 40;

/** The product's web server on a trial's installation, clients that may send to it, and their load. */
export class EdgeUnderTest {
  readonly senders: EdgeSender[] = [];
  private restBytes = 0;
  private restSockets = 0;

  private constructor(
    readonly web: WebChild,
    readonly database: OpenDatabase,
    readonly load: EdgeLoad,
  ) {}

  static async open(
    lab: { readonly logs: string },
    name: string,
    { environment }: TestInstallation,
    sent: Sent,
    own: Partial<EdgeLoadOptions>,
  ): Promise<EdgeUnderTest> {
    const options = { ...USUAL_EDGE_LOAD, ...own };
    const database = openDatabase(environment.SLIPSTREAM_DATABASE_URL ?? "");
    for (const organisation of [RIDERS, NEIGHBOURS])
      await createOrganisation(AUTHOR, { name: organisation, kind: "fleet" }, database.db);
    const web = await WebChild.start(lab.logs, name, environment);
    const senders: EdgeSender[] = [];
    for (let at = 0; at < options.senders; at++)
      senders.push(await newSender(database, web, RIDERS, `rider ${at}`));
    const edge = new EdgeUnderTest(web, database, new EdgeLoad(senders, sent, options));
    edge.senders.push(...senders);
    return edge;
  }

  /** A further client. @param bikes the beginning of the ids that it may send for. */
  async newSender(organisation: string, bikes = FLEET): Promise<EdgeSender> {
    const name = `other ${this.senders.length}`;
    const sender = await newSender(this.database, this.web, organisation, name, bikes);
    this.senders.push(sender);
    return sender;
  }

  /** Lets the load run until everything that the process needs is loaded, and takes that for rest. */
  async start(): Promise<void> {
    this.load.start();
    await sleep(WARM_UP_MS);
    this.restBytes = await this.web.residentBytes();
    this.restSockets = await this.web.sockets();
  }

  /** Milliseconds that this share of the load's accepted uploads took at most. */
  answeredWithinMs(share: number): number {
    const taken = this.load.senders
      .flatMap(({ answers }) => answers)
      .filter(({ status }) => status === 202)
      .map(({ tookMs }) => tookMs)
      .sort((a, b) => a - b);
    return taken[Math.floor(share * taken.length)] ?? Number.NaN;
  }

  /** What must hold of any edge when all is over; what does not, in words. */
  async faults(mayGrowBytes: number): Promise<string[]> {
    if (!this.web.isRunning) return ["the web server has ended by itself"];
    const faults = [...this.load.faults];
    const answers = this.senders.flatMap((sender) => sender.answers);
    const fault = answers.find(({ status }) => status === 500);
    if (fault) faults.push(`expected no fault of the server, got ${fault.body}`);
    const unclear = answers.find(({ status, detail, retryAfterSeconds }) =>
      status === 429 || status === 503 ? !detail || retryAfterSeconds < 1 : status !== 202 && !detail,
    );
    if (unclear) faults.push(`expected a clear problem document, got ${unclear.status}: ${unclear.body}`);
    const grownBytes = (await this.web.peakBytes()) - this.restBytes;
    if (grownBytes > mayGrowBytes)
      faults.push(
        `expected the web server to take at most ${megabytes(mayGrowBytes)} MB more than at rest, got ${megabytes(grownBytes)}`,
      );
    for (const sender of this.senders) sender.close();
    const held = await this.socketsLeft();
    if (held > OTHER_SOCKETS) faults.push(`${held} sockets more than at rest are not given back`);
    return faults;
  }

  async close(): Promise<void> {
    for (const sender of this.senders) sender.close();
    await this.web.stop();
    await this.database.close();
  }

  private async socketsLeft(): Promise<number> {
    for (const startedMs = performance.now(); ; await sleep(500)) {
      const held = (await this.web.sockets()) - this.restSockets;
      if (held <= OTHER_SOCKETS || performance.now() - startedMs > SOCKETS_BACK_WITHIN_MS) return held;
    }
  }
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

async function newSender(
  { db }: OpenDatabase,
  { address }: WebChild,
  organisation: string,
  name: string,
  bikes = FLEET,
): Promise<EdgeSender> {
  const scopes: ("read" | "write")[] = ["write"];
  const input = { name, organisation, scopes, sources: ["iot" as const], bikes: [`${bikes}*`] };
  const { key } = await createClient(AUTHOR, input, db);
  return new EdgeSender(address, key);
}
