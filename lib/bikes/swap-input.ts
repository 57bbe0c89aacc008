import { z } from "zod";
import { COMPONENT_SLOTS, type ComponentSlot } from "@/lib/domain/master-data";
import { BikeId } from "@/lib/domain/packet";
import { Instant, OfBike } from "./inputs";

const Serial = z
  .string()
  .trim()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ./#:+_-]{1,62}[\p{L}\p{N}]$/u,
    "expected 3 to 64 letters, digits and dashes",
  );
const Text = z.string().trim().min(1).max(64);

const common = {
  ...OfBike,
  /** Of the component that is put in. */
  serial: Serial,
  partNumber: Text.optional(),
  firmware: Text.optional(),
  /** When it was put in; now, unless told. */
  at: Instant.optional(),
  /** Serial number of the component that came out, where that is known. */
  oldSerial: Serial.optional(),
  /** The bike that the old one went into; without it, it is in no bike. */
  movedTo: BikeId.optional(),
  /** Takes the new component out of the bike that it is in. */
  takes: z.boolean().default(false),
};

const NAMED = { path: ["oldSerial"], error: "expected the serial number of the component that was moved" };

/** What is told of a component other than the module. */
export const SwapComponentInput = z
  .strictObject({
    ...common,
    /** The place that it is put into. */
    kind: z.enum(COMPONENT_SLOTS).exclude(["module"]),
  })
  .refine(({ movedTo, oldSerial }) => movedTo === undefined || oldSerial !== undefined, NAMED);

/** What is told of a module. */
export const MoveModuleInput = z
  .strictObject({
    ...common,
    /** The id under which a module that is new reports; the bike's own, unless told. */
    reportsAs: BikeId.optional(),
  })
  .refine(({ movedTo, oldSerial }) => movedTo === undefined || oldSerial !== undefined, NAMED);

/** What is told of a component of any kind, and the place that it is put into. */
export type ToldComponent = z.output<typeof MoveModuleInput> & { readonly slot: ComponentSlot };
