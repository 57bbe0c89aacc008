import type { ComponentKind } from "@/lib/domain/master-data";
import type { Bindings } from "@/lib/domain/whose-bikes";
import type { StoredBike } from "./candidate";

export interface KnownModel {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly batteryWh: number | null;
  /** In the language of `readPattern`; null where numbers have no form of their own. */
  readonly framePattern: string | null;
  readonly serialPatterns: Partial<Record<ComponentKind, string>>;
  /** Null where versions are not kept. */
  readonly firmwares: ReadonlySet<string> | null;
  /** ISO days. */
  readonly builtFrom: string | null;
  readonly builtTo: string | null;
  /** No more bikes of it are registered. */
  readonly isRetired: boolean;
}

/** The bike that has something; of another OEM's bike nothing is told but that there is one. */
interface Holder {
  readonly bikeId: string;
  readonly sameOem: boolean;
}

export interface BikeHolder extends Holder {
  /** As it is stored, for bikes of the same OEM, so that one that is sent again unchanged is no fault. */
  readonly stored?: StoredBike;
}

export interface ComponentHolder extends Holder {
  /** ISO day. */
  readonly since: string | null;
}

export interface Production {
  readonly partNumber: string | null;
  /** Models that it is made for; none for any. */
  readonly modelCodes: readonly string[];
}

/**
 * What is known about the world, asked for all rows at once. Maps of identifiers have the keys of `normalValue`, those
 * of components the keys of `componentKey`; `identifiersIn` lists what is worth asking for.
 */
export interface Known {
  /** By code. */
  readonly models: ReadonlyMap<string, KnownModel>;
  readonly plantBelongs: boolean;
  /** Bikes that whoever registers is held to; null for who may register any. */
  readonly boundTo: Bindings | null;
  readonly bikesById: ReadonlyMap<string, BikeHolder>;
  readonly bikesByFrame: ReadonlyMap<string, BikeHolder>;
  readonly bikesByFnuci: ReadonlyMap<string, BikeHolder>;
  readonly bikesByPassport: ReadonlyMap<string, BikeHolder>;
  readonly bikesByImei: ReadonlyMap<string, BikeHolder>;
  readonly bikesByIccid: ReadonlyMap<string, BikeHolder>;
  readonly componentsInBikes: ReadonlyMap<string, ComponentHolder>;
  /**
   * Bikes with modules, by `voiceKey`, whose readings would be taken for another's: `module` where it was in another bike and
   * reports as that, `bike` where one in another bike reports as this.
   */
  readonly voicesTaken: ReadonlyMap<string, "module" | "bike">;
  readonly produced: ReadonlyMap<string, Production>;
  /** Kinds whose production is known for this OEM: of these, what is not in `produced` was never made. */
  readonly producedKinds: ReadonlySet<ComponentKind>;
  /** ISO day that it was, wherever, when the file came. */
  readonly today: string;
}
