import { revalidatePath } from "next/cache";
import type { z } from "zod";
import type { Answer } from "@/components/states/answer";
import { parseInput } from "@/lib/audit/parse-input";
import { requireActor } from "@/lib/auth/require-actor";
import type { UserActor } from "@/lib/domain/actor";
import { answered } from "../../answered";

/** A form of a bike's page, asked for by somebody who may use the page; each verb asks whether they may use it. */
export async function changed<T extends z.ZodType>(
  verb: string,
  { bikeId, form, shape }: { readonly bikeId: string; readonly form: FormData; readonly shape: T },
  work: (actor: UserActor, input: z.output<T>) => Promise<unknown>,
): Promise<Answer<unknown>> {
  const actor = await requireActor("/bikes/[bikeId]");
  const answer = await answered(verb, () => work(actor, parseInput(shape, Object.fromEntries(form))));
  if (answer.kind === "done") revalidatePath(`/bikes/${bikeId}`);
  return answer;
}
