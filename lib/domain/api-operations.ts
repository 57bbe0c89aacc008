import { ACTIVATION, BIKES, LOOKUP, READINGS, RIDES, SEND_MANY, SEND_ONE, STATE } from "./api-examples";
import type { Operation } from "./api-operation";
import { type Parameter, parametersOf } from "./api-parameters";
import { BikesQuery, LookupQuery, ReadingsQuery, RidesQuery } from "./api-queries";
import { CONSENT_OPERATION } from "./consent-operation";
import { ESTIMATE_OPERATION, RANGE_OPERATION } from "./estimate-operation";
import { BIKE_ID_PATTERN } from "./packet";
import { PRODUCTION_OPERATION } from "./production-operation";
import { REGISTRATION_OPERATIONS } from "./registration-operations";
import { RIDER_TOKEN } from "./rider-token-parameter";

const BIKE_ID: Parameter = {
  name: "bikeId",
  in: "path",
  required: true,
  description: "the bike's id",
  schema: { type: "string", pattern: BIKE_ID_PATTERN.source },
};
const IDENTIFIER: Parameter = {
  name: "identifier",
  in: "path",
  required: true,
  description: "a number of the bike, whole; spaces, dashes and small letters do not matter",
  schema: { type: "string", minLength: 3, maxLength: 500 },
};
const TYPE: Parameter = {
  name: "Content-Type",
  in: "header",
  required: true,
  description: "JSON: one packet or a list of packets; NDJSON: one packet a line",
  schema: { enum: ["application/json", "application/x-ndjson"] },
};
const ENCODING: Parameter = {
  name: "Content-Encoding",
  in: "header",
  required: false,
  description: "whether the body is packed",
  schema: { enum: ["gzip", "identity"], default: "identity" },
};

const UNKNOWN_KEY = "no valid key, and nobody signed in";
const OUR_FAULT = "a fault on our side; it has been recorded";
const QUESTION = {
  "400": "a parameter is not understood; the detail names it, what was expected and what came",
  "401": UNKNOWN_KEY,
  "403": "the key lacks the scope read, or the person a role that sees bikes",
  "429": "too many questions under way at once",
  "500": OUR_FAULT,
  "503": "the store cannot answer now",
};
const UNKNOWN_BIKE = { "404": "no such bike, or not one of yours" };

export const OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/api/v1/telemetry",
    id: "sendTelemetry",
    summary: "Send readings",
    description:
      "Readings of any age in packets, one packet for one bike and source. Packets are accepted or refused one by one. The answer comes after every accepted packet is kept safely; sending the same again stores nothing twice. Signed with a rider's token, it records that this rider rode where a phone (source app) recorded readings, from the first to the last of those that are at most 5 min apart, which counts while the bike is assigned to your organisation, owned by a rider of it, or of its make; unsigned, it records nobody.",
    scope: "write",
    parameters: [TYPE, ENCODING, RIDER_TOKEN],
    answer: { "application/json": ["UploadReport"] },
    statuses: {
      "202": "kept; the report says what of it was refused or will not be stored",
      "400": "no packet was accepted; the report says why, packet by packet",
      "401": "no valid key, or a rider's token that is not taken: header then says Slipstream-Rider",
      "403": "the key lacks the scope write, or covers none of the bikes and sources that were sent",
      "408": "the body was not complete within 30 s",
      "413":
        "more bytes, packets, readings or, signed, stretches of readings than an upload may have, or stretches of a bike, or bikes, than a rider may have signed for",
      "415": "neither JSON nor NDJSON, or another encoding than gzip",
      "429": "more than a key may send, or an organisation have under way at once",
      "500": OUR_FAULT,
      "503":
        "not kept for certain: a store or the issuer of riders' tokens cannot be reached, or too many uploads are under way",
    },
    examples: [SEND_ONE, SEND_MANY],
  },
  {
    method: "get",
    path: "/api/v1/bikes",
    id: "listBikes",
    summary: "List bikes",
    description: "Bikes that you may see with the newest value of each field, page by page.",
    scope: "read",
    parameters: parametersOf(BikesQuery),
    answer: { "application/json": ["Bikes"] },
    statuses: { "200": "a page of bikes", ...QUESTION },
    examples: [BIKES],
  },
  {
    method: "get",
    path: "/api/v1/lookup",
    id: "lookUp",
    summary: "Look up a bike",
    description:
      "Bikes by any number of theirs or of a component, present or past: telemetry id, frame number, FNUCI, battery passport, IMEI, ICCID, serial numbers. A part is enough from four characters on; spaces, signs, look-alikes (O and 0, I and 1, B and 8, S and 5) and one wrong, missing, extra or swapped character are forgiven.",
    scope: "read",
    parameters: parametersOf(LookupQuery),
    answer: { "application/json": ["Lookup"] },
    statuses: { "200": "what was found, which may be nothing", ...QUESTION },
    examples: [LOOKUP],
  },
  {
    method: "get",
    path: "/api/v1/bikes/{bikeId}/state",
    id: "getBikeState",
    summary: "Newest values of a bike",
    description: "The newest value of each field with the time when it was measured, however it arrived.",
    scope: "read",
    parameters: [BIKE_ID],
    answer: { "application/json": ["Bike"] },
    statuses: {
      "200": "the bike's newest values",
      "401": QUESTION["401"],
      "403": QUESTION["403"],
      ...UNKNOWN_BIKE,
      "429": QUESTION["429"],
      "500": OUR_FAULT,
      "503": QUESTION["503"],
    },
    examples: [STATE],
  },
  {
    method: "get",
    path: "/api/v1/bikes/{bikeId}/readings",
    id: "getReadings",
    summary: "Readings of a bike",
    description:
      "Readings measured in [from, to), in order of time and source, page by page; or, with points, a series per numeric field that keeps the extremes; or the whole range as CSV.",
    scope: "read",
    parameters: [BIKE_ID, ...parametersOf(ReadingsQuery)],
    answer: { "application/json": ["Readings", "Series"], "text/csv": [] },
    statuses: {
      "200": "a page of readings, series, or CSV",
      ...QUESTION,
      ...UNKNOWN_BIKE,
    },
    examples: READINGS,
  },
  {
    method: "get",
    path: "/api/v1/bikes/{bikeId}/rides",
    id: "listRides",
    summary: "Rides of a bike",
    description:
      "Rides that begin in [from, to), whole, where they end while the bike is yours to see: who asks day by day has each once. Found in what is stored of module and phone together, and found anew where more of it arrives: some seconds after late readings, some minutes after a ride that goes on.",
    scope: "read",
    parameters: [BIKE_ID, ...parametersOf(RidesQuery)],
    answer: { "application/json": ["Rides"] },
    statuses: { "200": "a page of rides", ...QUESTION, ...UNKNOWN_BIKE },
    examples: [RIDES],
  },
  RANGE_OPERATION,
  ESTIMATE_OPERATION,
  {
    method: "get",
    path: "/api/v1/activation/{identifier}",
    id: "getActivation",
    summary: "Whether a bike can be used",
    description:
      "For an app or a caller that has a number from a bike: its id, frame number, FNUCI, battery passport, IMEI, ICCID, or the serial number of a component that is in it, whole. Says why it cannot be used and what to do. A bike that is not yours is answered as one that nobody registered.",
    scope: "read",
    parameters: [IDENTIFIER],
    answer: { "application/json": ["Activation"] },
    statuses: {
      "200": "whether it can be used, and why not",
      "400": "the identifier is too short or too long",
      "401": UNKNOWN_KEY,
      "403": "the key lacks the scope read, or the person the role support or oem",
      "429": QUESTION["429"],
      "500": OUR_FAULT,
      "503": QUESTION["503"],
    },
    examples: [ACTIVATION],
  },
  ...REGISTRATION_OPERATIONS,
  PRODUCTION_OPERATION,
  CONSENT_OPERATION,
];
