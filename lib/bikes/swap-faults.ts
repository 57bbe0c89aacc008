import type { Database } from "@/lib/db/client";
import { kindOf } from "@/lib/domain/master-data";
import { AppError } from "@/lib/errors";
import { componentName, sinceWhen } from "./component-words";
import type { SwapFault } from "./periods/plan-swap";
import { componentsOf } from "./seats";
import type { ToldComponent } from "./swap-input";

/** Why a swap cannot be as it was told, in words that say what was found instead. */
export async function tellSwapFault(
  transaction: Database,
  { bikeId, slot, serial, oldSerial }: ToldComponent,
  fault: SwapFault,
): Promise<AppError> {
  const { seat } = fault;
  const [found] = seat ? await componentsOf(transaction, kindOf(slot), { ids: [seat.componentId] }) : [];
  const there = componentName(seat?.slot ?? slot, found?.serial ?? "");
  const since = sinceWhen(seat?.fromMs ?? Number.NEGATIVE_INFINITY);
  const words = (): string => {
    switch (fault.kind) {
      case "already-there":
        return `${there} is in ${bikeId} already, ${since}.`;
      case "same-instant":
        return `${there} came into ${fault.seat.bikeId} at this very moment: void that first if it is wrong.`;
      case "in-another-bike":
        return `${componentName(slot, serial)} is in ${fault.seat.bikeId} ${since}.`;
      case "target-taken":
        return `${fault.seat.bikeId} has ${there} ${since}.`;
      case "other-in-place":
        return `Expected ${componentName(slot, oldSerial ?? "")} in ${bikeId} at that time, found ${seat ? there : "none"}.`;
    }
  };
  return new AppError("conflict", words());
}
