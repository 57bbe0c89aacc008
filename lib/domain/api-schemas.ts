import { z } from "zod";
import {
  ActivationAnswer,
  BikeAnswer,
  BikesAnswer,
  LookupAnswer,
  ReadingsAnswer,
  RidesAnswer,
  SeriesAnswer,
  UploadAnswer,
} from "./api-answers";
import type { AnswerName, BodyName } from "./api-operation";
import { ConsentBody, ConsentReceipt } from "./consent-operation";
import { EstimateAnswer, EstimateBody, RangeAnswer } from "./estimate-operation";
import type { JsonSchema } from "./packet-schema";
import { ProductionsReport } from "./production-operation";
import {
  RegistrationBody,
  RegistrationReceipt,
  RegistrationReport,
  RegistrationState,
} from "./registration-answers";

/** What routes parse and answer, by the name that the API document gives it. */
export const API_SCHEMAS: Readonly<Record<AnswerName | BodyName, z.ZodType>> = {
  Bike: BikeAnswer,
  Bikes: BikesAnswer,
  Estimate: EstimateAnswer,
  Lookup: LookupAnswer,
  Range: RangeAnswer,
  Readings: ReadingsAnswer,
  Rides: RidesAnswer,
  Series: SeriesAnswer,
  UploadReport: UploadAnswer,
  RegistrationReport,
  RegistrationReceipt,
  Registration: RegistrationState,
  Activation: ActivationAnswer,
  ProductionsReport,
  ConsentReceipt,
  RegistrationBody,
  ConsentBody,
  EstimateBody,
};

/** As JSON Schema; of what is parsed, as it is when it was understood. */
export function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "output" });
  return rest;
}
