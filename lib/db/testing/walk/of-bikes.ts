import { assignFleet } from "@/lib/bikes/assign-fleet";
import { closeCase } from "@/lib/bikes/cases/close-case";
import { listCases } from "@/lib/bikes/cases/list-cases";
import { openCase } from "@/lib/bikes/cases/open-case";
import { decideCorrection } from "@/lib/bikes/corrections/decide-correction";
import { listCorrections } from "@/lib/bikes/corrections/list-corrections";
import { proposeCorrection } from "@/lib/bikes/corrections/propose-correction";
import { endAssignment } from "@/lib/bikes/end-assignment";
import { getActivation } from "@/lib/bikes/get-activation";
import { getBikeRecord } from "@/lib/bikes/get-bike-record";
import { getBikeStory } from "@/lib/bikes/get-bike-story";
import { listFleets } from "@/lib/bikes/list-fleets";
import { listLocationOpenings } from "@/lib/bikes/list-location-openings";
import { listRiderOrganisations } from "@/lib/bikes/list-rider-organisations";
import { moveModule } from "@/lib/bikes/move-module";
import { reinstateBike } from "@/lib/bikes/reinstate-bike";
import { swapComponent } from "@/lib/bikes/swap-component";
import { transferBike } from "@/lib/bikes/transfer-bike";
import { voidPeriod } from "@/lib/bikes/void-period";
import { withdrawBike } from "@/lib/bikes/withdraw-bike";
import { BikeId } from "@/lib/domain/packet";
import { findBikes } from "@/lib/lookup/find-bikes";
import { ACTIVATION, LOOKUP, PRIVACY, RECORD, SUPPORTERS, SWAPPERS } from "./admits";
import type { Step } from "./step";
import type { Target } from "./world";

const reason = "because of the walk";
const of = ({ bikeId }: Target) => ({ bikeId: BikeId.parse(bikeId), reason });
const swap = { admits: SWAPPERS, elsewhere: "not-found" } as const;
const support = { admits: SUPPORTERS, elsewhere: "not-found" } as const;
const record = { admits: RECORD, elsewhere: "not-found", forFleets: true } as const;
const all = { elsewhere: "done" } as const;

/** What nobody is told of is not there. */
const orNull = (found: boolean, answer: unknown): unknown => (found ? answer : null);

export const OF_BIKES: readonly Step[] = [
  {
    ...support,
    name: "assignFleet",
    ask: (author, { filedBikeId, fleetId }, stores) =>
      assignFleet(author, { bikeId: BikeId.parse(filedBikeId), fleetId, reason }, stores),
  },
  {
    ...support,
    name: "endAssignment",
    ask: (author, target, stores) => endAssignment(author, of(target), stores),
  },
  {
    ...support,
    name: "transferBike",
    ask: (author, target, stores) =>
      transferBike(
        author,
        { ...of(target), organisationId: target.fleetId, reference: "walked rider" },
        stores,
      ),
  },
  ...(["component", "fleet", "owner"] as const).map(
    (what): Step => ({
      ...(what === "component" ? swap : support),
      name: "voidPeriod",
      way: what,
      ask: (author, target, stores) =>
        voidPeriod(author, { ...of(target), what, id: target.periods[what] }, stores),
    }),
  ),
  {
    ...swap,
    name: "swapComponent",
    ask: (author, target, stores) =>
      swapComponent(author, { ...of(target), kind: "battery", serial: "WALKED-7" }, stores),
  },
  {
    ...swap,
    name: "moveModule",
    ask: (author, target, stores) => moveModule(author, { ...of(target), serial: "WALKED-8" }, stores),
  },
  {
    ...swap,
    name: "withdrawBike",
    ask: (author, target, stores) => withdrawBike(author, of(target), stores),
  },
  {
    ...swap,
    name: "reinstateBike",
    ask: (author, { withdrawnBikeId }, stores) =>
      reinstateBike(author, { bikeId: BikeId.parse(withdrawnBikeId), reason }, stores),
  },
  {
    ...swap,
    name: "decideCorrection",
    ask: (author, { correctionId: id }, stores) =>
      decideCorrection(author, { id, decision: "approve", reason }, stores),
  },
  {
    ...support,
    name: "proposeCorrection",
    ask: (author, target, stores) =>
      proposeCorrection(
        author,
        {
          bikeId: BikeId.parse(target.bikeId),
          field: "produced_on",
          proposed: "2025-01-01",
          evidence: reason,
        },
        stores,
      ),
  },
  {
    ...{ ...support, ...all },
    name: "openCase",
    ask: (author, { bikeId }, stores) =>
      openCase(author, { bikeId: BikeId.parse(bikeId), reason: "battery" }, stores),
  },
  {
    ...support,
    name: "closeCase",
    ask: (author, { caseId: id }, stores) => closeCase(author, { id, reason }, stores),
  },
  {
    ...all,
    admits: SUPPORTERS,
    name: "listCases",
    ask: (author, { bikeId }, stores) => listCases(author, bikeId, stores),
  },
  {
    ...all,
    admits: SUPPORTERS,
    name: "listRiderOrganisations",
    ask: (author, _, stores) => listRiderOrganisations(author, stores),
  },
  {
    ...all,
    admits: { ...SUPPORTERS, oem: ["oem"] },
    name: "listCorrections",
    ask: (author, _, stores) => listCorrections(author, {}, stores),
  },
  { ...all, admits: SUPPORTERS, name: "listFleets", ask: (author, _, stores) => listFleets(author, stores) },
  {
    ...all,
    admits: PRIVACY,
    name: "listLocationOpenings",
    ask: (author, { bikeId }, stores) => listLocationOpenings(author, { bike: bikeId }, stores),
  },
  {
    ...record,
    name: "getBikeRecord",
    ask: (author, { bikeId }, stores) => getBikeRecord(author, bikeId, stores),
  },
  {
    ...record,
    name: "getBikeStory",
    ask: (author, { bikeId }, stores) => getBikeStory(author, bikeId, stores),
  },
  ...(["bikeId", "frame", "motor"] as const).flatMap((by): Step[] => [
    {
      ...record,
      admits: ACTIVATION,
      name: "getActivation",
      way: by,
      ask: async (author, target, stores) => {
        const answer = await getActivation(author, numberOf(target, by), stores);
        return orNull(answer.bikeId !== null, answer);
      },
    },
    {
      ...record,
      admits: LOOKUP,
      name: "findBikes",
      way: by,
      ask: async (author, target, stores) => {
        const { hits } = await findBikes(author, numberOf(target, by), stores);
        return orNull(hits.length > 0, hits);
      },
    },
  ]),
];

const numberOf = ({ bikeId, name }: Target, by: "bikeId" | "frame" | "motor"): string =>
  ({ bikeId, frame: `F-${name}`, motor: `m-${name}` })[by];
