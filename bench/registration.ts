import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@/lib/clients/create-client";
import { openDatabase } from "@/lib/db/client";
import { RegistrationReceipt, RegistrationState } from "@/lib/domain/registration-answers";
import { ERROR_KINDS } from "@/lib/registration/testing/error-kinds";
import { forgetWhole } from "@/lib/registration/testing/forget-whole";
import { type MadeFile, makeFile } from "@/lib/registration/testing/make-file";
import { seedWorld } from "@/lib/registration/testing/seed-world";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import { writeXlsx } from "@/lib/spreadsheet/xlsx/write-xlsx";
import { type BenchResult, judged, median, rounded } from "./result";
import { withProduct } from "./with-product";

const ROWS = 10_000;
const KINDS = ERROR_KINDS.slice(0, 10);
const OF_EACH_KIND = 30;
const ROUNDS = Number(process.env.SLIPSTREAM_BENCH_ROUNDS ?? 3);
const LOOK_EVERY_MS = 50;
const AUTHOR = { kind: "console", command: "bench" } as const;
const TYPES = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

interface Measured {
  readonly checkSeconds: number;
  readonly registerSeconds: number;
  readonly stored: number;
  readonly listed: number;
}

/** From an upload sent to the answer that says it is done, by the API; each round an OEM of its own, CSV and XLSX in turn. */
export function registration(): Promise<BenchResult> {
  return withProduct(async ({ address, environment }) => {
    const rounds: Record<keyof typeof TYPES, Measured[]> = { csv: [], xlsx: [] };
    for (let round = 0; round < ROUNDS; round++)
      for (const format of ["csv", "xlsx"] as const) {
        const measured = await measure(address, environment, format, round);
        console.error(`${format}: ${JSON.stringify(measured)}`);
        rounds[format].push(measured);
      }
    const figures = Object.fromEntries(
      Object.entries(rounds).flatMap(([format, list]) => {
        const of = (pick: (one: Measured) => number) => rounded(median(list.map(pick)));
        return [
          [`${format}_check_s`, of(({ checkSeconds }) => checkSeconds)],
          [`${format}_register_s`, of(({ registerSeconds }) => registerSeconds)],
          [`${format}_together_s`, of(({ checkSeconds, registerSeconds }) => checkSeconds + registerSeconds)],
          [`${format}_stored`, median(list.map(({ stored }) => stored))],
          [`${format}_listed`, median(list.map(({ listed }) => listed))],
        ];
      }),
    );
    const right = ROWS - KINDS.length * OF_EACH_KIND;
    return judged(figures, {
      atMost: { csv_check_s: 2, csv_register_s: 6, xlsx_check_s: 3, xlsx_register_s: 7 },
      atLeast: { csv_stored: right, xlsx_stored: right, csv_listed: ROWS - right, xlsx_listed: ROWS - right },
    });
  });
}

/** Each round has bikes of its own: other seeds begin at other serial numbers. */
async function measure(
  address: string,
  environment: Readonly<Record<string, string>>,
  format: keyof typeof TYPES,
  round: number,
): Promise<Measured> {
  const seed = 1_000 + round * 2 + (format === "csv" ? 0 : 1);
  const file = makeFile({ seed, rows: ROWS, errors: OF_EACH_KIND, kinds: KINDS });
  const key = await seedOem(environment, `Bench ${format} ${round}`, file);
  const bytes = format === "csv" ? writeCsv(file) : writeXlsx(file);
  const api = { address, key, type: TYPES[format], bytes };
  const check = await send(api, "dry-run");
  const register = await send(api, "register");
  if (check.state.failed !== register.state.failed) throw new Error("the dry run and the real one differ");
  const { registered: stored, failed: listed } = register.state;
  return { checkSeconds: check.seconds, registerSeconds: register.seconds, stored, listed };
}

async function seedOem(
  environment: Readonly<Record<string, string>>,
  name: string,
  file: MadeFile,
): Promise<string> {
  const owner = openDatabase(environment.SLIPSTREAM_DATABASE_OWNER_URL ?? "");
  try {
    // All displays of the local stack's demo are known; those of the file are none of them.
    await forgetWhole(owner.db, "display");
    await seedWorld(owner.db, name, file);
    const client = { name, organisation: name, scopes: ["register" as const], bikes: ["LI-*"] };
    return (await createClient(AUTHOR, client, owner.db)).key;
  } finally {
    await owner.close();
  }
}

interface Sent {
  readonly address: string;
  readonly key: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

async function send({ address, key, type, bytes }: Sent, mode: "dry-run" | "register") {
  const startedMs = performance.now();
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${address}/api/v1/registrations?plant=P1&mode=${mode}`, {
    method: "POST",
    headers: { ...headers, "content-type": type },
    body: new Uint8Array(bytes),
  });
  if (answer.status !== 202) throw new Error(`refused: ${await answer.text()}`);
  const { href } = RegistrationReceipt.parse(await answer.json());
  for (;;) {
    const state = RegistrationState.parse(await (await fetch(`${address}${href}`, { headers })).json());
    if (state.state === "done") return { state, seconds: (performance.now() - startedMs) / 1_000 };
    if (state.state === "refused") throw new Error(`refused: ${state.fault}`);
    await sleep(LOOK_EVERY_MS);
  }
}
