import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { isoOf } from "../graph/values.js";
import type { Context } from "../reads/context.js";
import { inWorkspace } from "../types/arguments.js";
import { linked } from "../types/linkedNodes.js";
import { DateTime } from "../types/scalars.js";
import { histogramsOf } from "./drift.queries.js";
import { inputChange, type ProbabilityOf } from "./inputChange.js";
import { InputDriftAnswer, ProbabilityOfEnum } from "./inputChangeTypes.js";
import { Signal } from "./signal.js";

linked(InputDriftAnswer, { signal: { type: () => Signal, description: "The signal." } });

/** Periods that are looked at: the newest. */
const mostPeriods = 1000;

/** Whether what comes in is still what came in before. */
@Resolver()
export class InputDriftResolver {
  @Query(() => InputDriftAnswer, { description: "Compares the histograms that a signal recorded (`bins` and `counts` of its measurements) with those before, since its newest baseline: by PSI, Kolmogorov-Smirnov and Jensen-Shannon." })
  async inputDrift(
    @Arg("signal", () => String, { description: "Key of the signal." }) key: string,
    @Arg("from", () => DateTime, { nullable: true, description: "Where the new begins; the newest period unless given." }) from: string | null,
    @Arg("probabilities", () => ProbabilityOfEnum, { nullable: true, description: "Said where the histograms are of probabilities: `accuracy` then follows without labels." }) probabilities: ProbabilityOf | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() { graph, viewer, reads }: Context,
  ): Promise<InputDriftAnswer> {
    const [signal] = await reads.locate([{ type: "Signal", key }], workspace);
    const recorded = await histogramsOf(graph, viewer, { signal: signal!.id, most: mostPeriods, asOf: new Date().toISOString() });
    const { from: since, accuracy, ...rest } = inputChange(key, recorded, from === null || from === undefined ? null : Date.parse(from), probabilities ?? null);
    return { ...rest, signal: signal!.id, from: isoOf(since), accuracy, caveat: accuracy?.[0].caveat ?? null };
  }
}
