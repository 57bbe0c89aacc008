"use client";

import { useState, useTransition } from "react";
import type { Control, SimulatorAnswer } from "@/lib/domain/simulator-control";
import { tellOutcome } from "./tell";

/** Has the fleet changed, and says how it is then. */
export type Steer = (control: Control) => Promise<SimulatorAnswer>;

export interface Note {
  readonly text: string;
  readonly isFault: boolean;
}

/** One change at a time; what came of the last one, in a sentence. */
export function useSteering(steer: Steer) {
  const [isBusy, begin] = useTransition();
  const [note, setNote] = useState<Note | null>(null);
  const send = (control: Control) =>
    begin(async () => {
      setNote(null);
      setNote(await outcomeOf(steer, control));
    });
  return { send, isBusy, note };
}

async function outcomeOf(steer: Steer, control: Control): Promise<Note> {
  try {
    const answer = await steer(control);
    return answer.kind === "state"
      ? { text: tellOutcome(control, answer.state), isFault: false }
      : { text: answer.why, isFault: true };
  } catch {
    return { text: "Slipstream does not answer. Try again in a moment.", isFault: true };
  }
}
