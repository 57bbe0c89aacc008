import type { UserActor } from "@/lib/domain/actor";
import { swapComponent } from "../swap-component";
import type { BikesSuite } from "./bikes-suite";

type Input = Parameters<typeof swapComponent>[1];
/** What is told of a motor that is put in. */
export type Told = Omit<Input, "bikeId" | "kind" | "reason"> & { bikeId: string };

/** For suites: tells that a motor was put in. */
export const swapMotor = ({ stores }: BikesSuite, author: UserActor, { bikeId, ...told }: Told) =>
  swapComponent(
    author,
    { kind: "motor", reason: "motor failed", ...told, bikeId: bikeId as Input["bikeId"] },
    stores,
  );
