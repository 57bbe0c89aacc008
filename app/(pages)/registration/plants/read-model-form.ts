import type { z } from "zod";
import { VEHICLE_TYPES } from "@/lib/domain/master-data";
import type { CreateModelInput } from "@/lib/registration/create-model";

type Model = Omit<z.input<typeof CreateModelInput>, "oemId">;

/** What a form says of a model; what is no number is left to the verb to refuse, in its words. */
export function readModelForm(form: FormData): Model {
  const text = (name: string): string => String(form.get(name) ?? "").trim();
  const number = (name: string): number => (text(name) === "" ? Number.NaN : Number(text(name)));
  const orNull = (name: string): string | null => (text(name) === "" ? null : text(name));
  const firmwares = text("firmwares")
    .split(/[\s,;]+/)
    .filter((each) => each !== "");
  const serials = ["motor", "battery", "display", "module"] as const;
  return {
    code: text("code"),
    name: text("name"),
    vehicleType: vehicleTypeOf(text("vehicleType")),
    hardwareGeneration: text("hardwareGeneration"),
    batteryWh: number("batteryWh"),
    motor: text("motor"),
    wheelMm: number("wheelMm"),
    reportEverySeconds: number("reportEverySeconds"),
    framePattern: orNull("framePattern"),
    serialPatterns: Object.fromEntries(
      serials.flatMap((kind) => {
        const pattern = text(`pattern-${kind}`);
        return pattern === "" ? [] : [[kind, pattern]];
      }),
    ),
    firmwares: firmwares.length === 0 ? null : firmwares,
    builtFrom: orNull("builtFrom"),
    builtTo: orNull("builtTo"),
  };
}

const vehicleTypeOf = (text: string): Model["vehicleType"] => {
  const type = VEHICLE_TYPES.find((each) => each === text);
  return type ?? "city";
};
