"use server";

import { revalidatePath } from "next/cache";
import type { Answer } from "@/components/states/answer";
import { requireActor } from "@/lib/auth/require-actor";
import type { UserActor } from "@/lib/domain/actor";
import { closePlant } from "@/lib/registration/close-plant";
import { createModel } from "@/lib/registration/create-model";
import { createPlant } from "@/lib/registration/create-plant";
import { retireModel } from "@/lib/registration/retire-model";
import { answered } from "../../answered";
import { readModelForm } from "./read-model-form";

const PATH = "/registration/plants";

async function changing<T>(operation: string, change: (actor: UserActor) => Promise<T>): Promise<Answer<T>> {
  const actor = await requireActor(PATH);
  const answer = await answered(operation, () => change(actor));
  if (answer.kind === "done") revalidatePath(PATH);
  return answer;
}

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? "").trim();
const oemOf = (form: FormData): { oemId?: string } => {
  const oemId = textOf(form, "oem");
  return oemId === "" ? {} : { oemId };
};

/** Adds a plant; its id. */
export async function addPlant(_before: Answer<string> | null, form: FormData): Promise<Answer<string>> {
  return changing("create-plant", (actor) =>
    createPlant(actor, { ...oemOf(form), code: textOf(form, "code"), name: textOf(form, "name") }),
  );
}

/** Adds a model; its id. */
export async function addModel(_before: Answer<string> | null, form: FormData): Promise<Answer<string>> {
  return changing("create-model", (actor) => createModel(actor, { ...oemOf(form), ...readModelForm(form) }));
}

/** Closes a plant: no file is sent for it any more. */
export async function closeOne(plantId: string, form: FormData): Promise<Answer<void>> {
  const reason = textOf(form, "reason");
  return changing("close-plant", (actor) => closePlant(actor, { plantId, reason }));
}

/** Retires a model: no bike is registered of it any more. */
export async function retireOne(modelId: string, form: FormData): Promise<Answer<void>> {
  const reason = textOf(form, "reason");
  return changing("retire-model", (actor) => retireModel(actor, { modelId, reason }));
}
