import { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { type DayRange, lengthOf } from "@/lib/analytics/day-range";
import type { Definition } from "@/lib/analytics/definition";
import { figuresOf } from "@/lib/analytics/report/figure";
import { isGrain } from "@/lib/analytics/report/grains";
import { PRESETS, type Preset, rangeOf, USUAL_PRESET } from "@/lib/analytics/report/presets";
import { shownOf } from "@/lib/analytics/report/shown";
import { histogramOf } from "@/lib/analytics/report/tell-report";
import { GRAINS } from "@/lib/domain/figures";
import { AddressReader, inWords, type Search } from "../../read-address";

/** The longest range that a report tells. */
const MOST_DAYS = 1_100;
/** Along the axis, and side by side. */
const MOST_WAYS = 2;

/** How a report is looked at: the whole state of its page. */
export interface ReportAddress {
  /** One that goes on with time, or fixed days. */
  readonly range: Preset | DayRange;
  readonly by: readonly string[];
  readonly compare: boolean;
  /** Figure or histogram that is drawn. */
  readonly show: string;
}

/** Names by which a report can be parted, and what of it can be drawn. */
export const waysOf = ({ groupings }: Definition): string[] => [
  ...groupings.map(({ name }) => name),
  ...GRAINS,
];
const plotsOf = (definition: Definition): string[] => [
  ...figuresOf(definition).map(({ name }) => name),
  ...definition.measures.flatMap(({ kind, name }) => (kind === "histogram" ? [name] : [])),
];

/** The address of a report, and what of it could not be understood. */
export function parseReportSearch(
  definition: Definition,
  search: Search,
): { address: ReportAddress; faults: AddressFault[] } {
  const reader = new AddressReader(search);
  const shown = shownOf(definition.id);
  const [plots, ways] = [plotsOf(definition), waysOf(definition)];
  const show = reader.take(
    "show",
    { form: oneOf(plots), expected: inWords(plots), instead: "The usual one is drawn." },
    shown?.plot ?? plots[0] ?? "",
  );
  const isHistogram = histogramOf(definition, show) !== null;
  const usualBy = (shown?.by ?? []).filter((way) => !isHistogram || !isGrain(way));
  const allowed = isHistogram ? ways.filter((way) => !isGrain(way)) : ways;
  const most = isHistogram ? 1 : MOST_WAYS;
  const by = reader.take(
    "by",
    {
      form: listOf(allowed, most),
      expected: `${most === 1 ? "one" : "at most two, one time among them,"} of ${inWords(allowed)}, or all`,
      instead: "It is parted as usual.",
    },
    usualBy.slice(0, most),
  );
  const compare = reader.take(
    "compare",
    { form: z.literal("previous"), expected: "previous", instead: "Nothing is compared." },
    null,
  );
  return {
    address: { range: rangeIn(reader), by, compare: compare !== null, show },
    faults: reader.faults(),
  };
}

const oneOf = (names: readonly string[]) => z.string().refine((name) => names.includes(name));
const listOf = (names: readonly string[], most: number) =>
  z
    .string()
    .transform((text) => (text === "all" ? [] : text.split(",")))
    .pipe(z.array(oneOf(names)).max(most))
    .refine((list) => new Set(list).size === list.length && list.filter(isGrain).length <= 1);

const DAY = { form: z.iso.date(), expected: "a day such as 2026-11-20", instead: "The usual time is shown." };

function rangeIn(reader: AddressReader): Preset | DayRange {
  const preset = reader.take(
    "range",
    { form: z.enum(PRESETS), expected: inWords(PRESETS), instead: "The usual time is shown." },
    USUAL_PRESET,
  );
  const [from, to] = [reader.take("from", DAY, null), reader.take("to", DAY, null)];
  if (from === null && to === null) return preset;
  if (from !== null && to !== null && isUsable({ from, to })) return { from, to };
  reader.tell({
    part: "from and to",
    expected: `a first and a last day from 2015 on, at most ${MOST_DAYS} days`,
    got: `${from ?? "nothing"} and ${to ?? "nothing"}`,
    instead: "The usual time is shown.",
  });
  return preset;
}

const isUsable = (range: DayRange): boolean =>
  range.from <= range.to && range.from >= "2015-01-01" && lengthOf(range) <= MOST_DAYS;

/** The days that an address means today. */
export const daysIn = ({ range }: ReportAddress, today: string): DayRange =>
  typeof range === "string" ? rangeOf(range, today) : range;

/** What of the address says how it is shown; the same for what is shown in the same way. */
export function reportQuery({ range, by, compare, show }: ReportAddress): string {
  const query = new URLSearchParams();
  if (typeof range === "string") {
    if (range !== USUAL_PRESET) query.set("range", range);
  } else {
    query.set("from", range.from);
    query.set("to", range.to);
  }
  query.set("by", by.length === 0 ? "all" : by.join(","));
  if (compare) query.set("compare", "previous");
  query.set("show", show);
  return query.toString().replaceAll("%2C", ",");
}

export const reportAddress = (id: string, address: ReportAddress): string =>
  `/reports/${id}?${reportQuery(address)}`;
