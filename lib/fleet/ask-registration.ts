import type { Registration } from "@/lib/domain/registration";

/** Whose a bike was when; null for one that nobody registered. Asked of the bike's state. @throws AppError `unavailable`. */
export type AskRegistration = (bikeId: string) => Promise<Registration | null>;
