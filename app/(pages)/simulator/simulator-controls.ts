import { webSettings } from "@/lib/auth/settings";

/** Where a simulator listens on this machine, and what opens it. */
export interface SimulatorControls {
  readonly port: number;
  readonly token: string;
}

/** Null where no simulator runs beside this server. */
export function simulatorControls(): SimulatorControls | null {
  const { SLIPSTREAM_SIMULATOR_PORT: port, SLIPSTREAM_SIMULATOR_TOKEN: token } = webSettings();
  return port === undefined || token === undefined ? null : { port, token };
}
