"use client";

import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { VEHICLE_TYPES } from "@/lib/domain/master-data";
import { type Add, AddingForm } from "./adding-form";
import { OemChoice } from "./oem-choice";
import { TextField } from "./text-field";

export function ModelForm({
  oems,
  add,
}: {
  oems: readonly { readonly id: string; readonly name: string }[];
  add: Add;
}) {
  const type = useId();
  return (
    <AddingForm label="Add a model" add={add}>
      <OemChoice oems={oems} />
      <TextField label="Code" name="code" required maxLength={40} placeholder="TR-625" />
      <TextField label="Name" name="name" required maxLength={120} placeholder="Trekker 625" />
      <Field label="Type" htmlFor={type} className="w-32">
        <Select id={type} name="vehicleType">
          {VEHICLE_TYPES.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </Select>
      </Field>
      <TextField label="Hardware generation" name="hardwareGeneration" required placeholder="G3" />
      <TextField label="Motor" name="motor" required placeholder="M7" />
      <TextField label="Battery, Wh" name="batteryWh" type="number" required min={50} max={5000} />
      <TextField label="Wheel, mm" name="wheelMm" type="number" required min={200} max={1000} />
      <TextField
        label="Parked, reports every, s"
        name="reportEverySeconds"
        type="number"
        required
        min={10}
        max={604800}
        defaultValue={900}
      />
      <TextField label="Built from" name="builtFrom" type="date" />
      <TextField label="Built until" name="builtTo" type="date" />
      <TextField
        label="Frame number"
        name="framePattern"
        placeholder="AR[0-9]{2}-[0-9]{5}"
        className="w-56"
      />
      <TextField label="Motor serial" name="pattern-motor" placeholder="M7-[0-9]{5}" className="w-56" />
      <TextField label="Battery serial" name="pattern-battery" className="w-56" />
      <TextField
        label="Firmware allowed"
        name="firmwares"
        placeholder="Any, or 1.4.2, 1.5.0"
        className="w-56"
      />
    </AddingForm>
  );
}
