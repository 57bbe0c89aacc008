export const LETTERS_PATH = "/ingest/dead-letters";
export const QUARANTINE_PATH = "/ingest/quarantine";
export type RepairPath = typeof LETTERS_PATH | typeof QUARANTINE_PATH;

export const PER_PAGE = 50;

/** How far back a list reaches, by when something was kept. */
export const SINCE = {
  any: { label: "Any time", lengthMs: null },
  hour: { label: "The last hour", lengthMs: 3_600_000 },
  day: { label: "The last day", lengthMs: 86_400_000 },
  week: { label: "The last week", lengthMs: 604_800_000 },
  month: { label: "The last month", lengthMs: 30 * 86_400_000 },
} as const;
export type Since = keyof typeof SINCE;

/** The whole state of a page of what was refused. */
export interface RepairAddress<Reason extends string = string, Decision extends string = string> {
  readonly reason: Reason | undefined;
  readonly decision: Decision | undefined;
  readonly client: string | undefined;
  readonly bike: string | undefined;
  readonly since: Since;
  /** From 1. */
  readonly page: number;
  /** Key or id of what is looked at. */
  readonly open: string | undefined;
}

/** Path and query of such a page; what is as usual is left out. */
export function repairAddress(
  path: RepairPath,
  { since = "any", page = 1, ...texts }: Partial<RepairAddress>,
): string {
  const query = new URLSearchParams();
  for (const name of ["reason", "decision", "client", "bike", "open"] as const)
    if (texts[name] !== undefined) query.set(name, texts[name]);
  if (since !== "any") query.set("since", since);
  if (page > 1) query.set("page", String(page));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Path and query that a filled-in filter leads to; fields that were left empty are left out. */
export function filteredAddress(path: RepairPath, form: FormData): string {
  const query = new URLSearchParams();
  for (const [name, value] of form)
    if (typeof value === "string" && value.trim() !== "") query.set(name, value.trim());
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** What an address narrows a list to, as the verbs have it. */
export function filterOf<Reason extends string, Decision extends string>(
  { reason, decision, client, bike, since }: RepairAddress<Reason, Decision>,
  nowMs: number,
) {
  const { lengthMs } = SINCE[since];
  return {
    ...(reason === undefined ? {} : { reason }),
    ...(decision === undefined ? {} : { decision }),
    ...(client === undefined ? {} : { client }),
    ...(bike === undefined ? {} : { bikeId: bike }),
    ...(lengthMs === null ? {} : { sinceMs: nowMs - lengthMs }),
  };
}

export const isNarrowed = ({ reason, decision, client, bike, since }: RepairAddress): boolean =>
  [reason, decision, client, bike].some((part) => part !== undefined) || since !== "any";
