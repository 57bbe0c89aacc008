"use server";

import { refresh } from "next/cache";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/require-actor";
import { Control, type SimulatorAnswer } from "@/lib/domain/simulator-control";
import { sendControl } from "./ask-simulator";
import { simulatorControls } from "./simulator-controls";

/** Has the fleet changed as a viewer of the page asked. */
export async function steer(asked: unknown): Promise<SimulatorAnswer> {
  await requireActor("/simulator");
  const controls = simulatorControls();
  if (!controls) notFound();
  const control = Control.safeParse(asked);
  if (!control.success) return { kind: "failed", why: "This change is not one that the simulator knows." };
  const answer = await sendControl(controls, control.data);
  refresh();
  return answer;
}
