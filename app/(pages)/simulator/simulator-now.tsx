import { SimulatorPanel } from "@/components/simulator/simulator-panel";
import { askState } from "./ask-simulator";
import type { SimulatorControls } from "./simulator-controls";
import { steer } from "./steer";

/** The fleet as it is now, and what changes it. */
export async function SimulatorNow({ controls }: { controls: SimulatorControls }) {
  return <SimulatorPanel answer={await askState(controls)} steer={steer} />;
}
