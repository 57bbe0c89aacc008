import { formatNumber } from "@/lib/format/number";
import { PAGES } from "./api-queries";
import { CONSENT_BYTES, CONSENT_ENTRIES_A_DAY } from "./consent-operation";
import { ESTIMATE_BYTES, ROUTE_LIMITS } from "./estimate-operation";
import { REGISTRATION_LIMITS } from "./registration-answers";
import { SIGNED_LIMITS } from "./signed-limits";

const MEBIBYTE = 1024 * 1024;

/** What the edge and the read API allow; a test holds these to the limits that are enforced. */
export const API_LIMITS = {
  bodyBytes: 8 * MEBIBYTE,
  packets: 20_000,
  readings: 100_000,
  stretches: 5_000,
  requests: { perSecond: 200, burst: 1_000 },
  bytes: { perSecond: 48 * MEBIBYTE, burst: 256 * MEBIBYTE },
  entries: { perSecond: 100_000, burst: 1_000_000 },
  entriesPerWeek: 50,
  faults: { perSecond: 20, burst: 50_000 },
  newBikes: { perSecond: 5_000 / 3_600, burst: 20_000 },
} as const;

const mebibytes = (bytes: number): string => `${bytes / MEBIBYTE} MiB`;
const {
  bodyBytes,
  packets,
  readings,
  stretches,
  requests,
  bytes,
  entries,
  entriesPerWeek,
  faults,
  newBikes,
} = API_LIMITS;

/** The limits in words, each with what happens beyond it. */
export const LIMITS: readonly { readonly what: string; readonly limit: string; readonly beyond: string }[] = [
  { what: "Body of an upload, packed and unpacked alike", limit: mebibytes(bodyBytes), beyond: "413" },
  { what: "Time for a body to arrive", limit: "30 s", beyond: "408" },
  { what: "Packets in an upload", limit: formatNumber(packets), beyond: "413" },
  { what: "Readings in an upload", limit: formatNumber(readings), beyond: "413" },
  {
    what: "Stretches of readings more than 5 min apart in a signed upload",
    limit: formatNumber(stretches),
    beyond: "413",
  },
  {
    what: "Stretches that one rider signed for, of one bike, over all uploads",
    limit: formatNumber(SIGNED_LIMITS.stretchesOfBike),
    beyond: "413",
  },
  {
    what: "Bikes that one rider signed for, over all uploads",
    limit: formatNumber(SIGNED_LIMITS.bikes),
    beyond: "413",
  },
  { what: "Characters of Slipstream-Rider", limit: formatNumber(8_192), beyond: "401" },
  {
    what: "Uploads of one key",
    limit: `${formatNumber(requests.perSecond)} per second, ${formatNumber(requests.burst)} at once`,
    beyond: "429",
  },
  {
    what: "Bytes of one key, as sent and as unpacked",
    limit: `${mebibytes(bytes.perSecond)} per second, ${mebibytes(bytes.burst)} at once`,
    beyond: "429",
  },
  {
    what: `Packets and readings of one key; each week of an upload beside the first counts as ${entriesPerWeek}`,
    limit: `${formatNumber(entries.perSecond)} per second, ${formatNumber(entries.burst)} at once`,
    beyond: "429",
  },
  {
    what: "Readings of one key without a usable time or ahead of the clock, and KiB of packets with a value that cannot be stored",
    limit: `${formatNumber(faults.perSecond)} per second, ${formatNumber(faults.burst)} at once`,
    beyond: "429",
  },
  {
    what: "Bikes of one key that were never heard of, unless it names them one by one",
    limit: `${formatNumber(newBikes.perSecond * 3_600)} per hour, ${formatNumber(newBikes.burst)} at once`,
    beyond: "429",
  },
  { what: "Uploads of one organisation under way", limit: "48 MiB of bodies", beyond: "429" },
  {
    what: "Questions of one key or person under way",
    limit: "32, of which four are answered at once",
    beyond: "429",
  },
  { what: "Parameters of a question", limit: "32", beyond: "400" },
  ...Object.entries(PAGES).map(([what, { most, usual }]) => ({
    what: `${what[0]?.toUpperCase()}${what.slice(1)} on a page`,
    limit: `${formatNumber(most)}; ${formatNumber(usual)} when limit is not given`,
    beyond: "400",
  })),
  { what: "Bikes of a registration as JSON", limit: formatNumber(REGISTRATION_LIMITS.rows), beyond: "400" },
  {
    what: "Body of a registration, or file of components",
    limit: mebibytes(REGISTRATION_LIMITS.fileBytes),
    beyond: "413",
  },
  {
    what: "Files of one organisation that wait to be worked on",
    limit: formatNumber(REGISTRATION_LIMITS.openFiles),
    beyond: "429",
  },
  {
    what: "Points of a route that is estimated, and its length",
    limit: `${formatNumber(ROUTE_LIMITS.points)}, ${ROUTE_LIMITS.leastKm} to ${ROUTE_LIMITS.mostKm} km`,
    beyond: "400",
  },
  { what: "Body of a route, packed and unpacked alike", limit: mebibytes(ESTIMATE_BYTES), beyond: "413" },
  {
    what: "Body of a consent, packed and unpacked alike",
    limit: `${CONSENT_BYTES / 1024} KiB`,
    beyond: "413",
  },
  {
    what: "Entries of one rider and purpose, but for withdrawals that end a grant",
    limit: `${CONSENT_ENTRIES_A_DAY} in 24 hours`,
    beyond: "429",
  },
  { what: "Time to read a CSV of a whole range", limit: "10 min", beyond: "the connection breaks" },
];
