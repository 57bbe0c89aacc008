import { differsFrom } from "./differs-from";
import type { Registration } from "./registration";
import { isPosition } from "./state";
import {
  type Ownership,
  type ReportedSerials,
  SERIAL_FIELDS,
  type StateDocument,
  type StoredValue,
  type Tenure,
} from "./state-document";
import { EVER, type Stretch } from "./whose-bikes";

/** What is stored beside a state: whose the bike was when, and the newest values of each such stretch. */
export function ownershipOf(
  state: StateDocument,
  registration: Registration | null,
): Omit<Ownership, "attributed_at"> {
  const serials = serialsOf(state);
  if (registration === null) return { tenures: [valuesIn(state, EVER)], ...serials };
  const tenures = registration.assignments.map(({ fleet_id, from, to }) => ({
    fleet_id,
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...valuesIn(state, { fromMs: from ?? EVER.fromMs, toMs: to ?? EVER.toMs }),
  }));
  return { registration, tenures, ...registered(registration, state), ...serials };
}

function registered(
  registration: Registration,
  state: StateDocument,
): Pick<Ownership, "oem_id" | "plant_id" | "registered_at" | "withdrawn" | "differs"> {
  const { oem_id, plant_id, registered_at, withdrawn, withdrawn_at = EVER.fromMs } = registration;
  const whose = {
    oem_id,
    ...(plant_id === undefined ? {} : { plant_id }),
    ...(registered_at === undefined ? {} : { registered_at }),
  };
  const isHeard = state.newest_at !== null && state.newest_at >= withdrawn_at;
  if (withdrawn) return { ...whose, withdrawn: isHeard ? "riding" : "resting" };
  const differs = differsFrom(registration, state);
  return differs.length === 0 ? whose : { ...whose, differs };
}

/** The components that a bike says it has. */
function serialsOf({ fields }: Pick<StateDocument, "fields">): ReportedSerials {
  return Object.fromEntries(
    SERIAL_FIELDS.flatMap((name) => {
      const value = fields[name]?.v;
      return typeof value === "string" && value !== "" ? [[name, value]] : [];
    }),
  );
}

function valuesIn({ newest_at, fields }: StateDocument, { fromMs, toMs }: Stretch): Tenure {
  const inside = (t: number) => t >= fromMs && t < toMs;
  const times = Object.values(fields).flatMap(({ t }) => (inside(t) ? [t] : []));
  if (newest_at !== null && inside(newest_at)) times.push(newest_at);
  if (times.length === 0) return {};
  const value = (name: string): StoredValue | undefined => {
    const entry = fields[name];
    return entry && inside(entry.t) ? entry.v : undefined;
  };
  const codes = value("error_codes");
  return {
    newest_at: Math.max(...times),
    ...numberIn("speed_ckmh", value),
    ...numberIn("soc_permille", value),
    ...numberIn("odometer_m", value),
    ...(codes !== undefined && !isPosition(codes) && Array.isArray(codes) && codes.length > 0
      ? { has_faults: true }
      : {}),
  };
}

function numberIn(name: string, read: (name: string) => StoredValue | undefined): Record<string, number> {
  const value = read(name);
  return typeof value === "number" ? { [name]: value } : {};
}
