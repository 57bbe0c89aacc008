"use client";

import { type Add, AddingForm } from "./adding-form";
import { OemChoice } from "./oem-choice";
import { TextField } from "./text-field";

export function PlantForm({
  oems,
  add,
}: {
  oems: readonly { readonly id: string; readonly name: string }[];
  add: Add;
}) {
  return (
    <AddingForm label="Add a plant" add={add}>
      <OemChoice oems={oems} />
      <TextField label="Code" name="code" required maxLength={32} placeholder="FK1" className="w-28" />
      <TextField label="Name" name="name" required maxLength={120} placeholder="Feldkirch" className="w-56" />
    </AddingForm>
  );
}
