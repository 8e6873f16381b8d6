import { entity } from "../entity/entity.js";
import { json, text } from "../entity/fields.js";

export class TransferFit extends entity("TransferFit", {
  description: "One fit of the model that predicts scores of untested pairs of system and task.",
  key: "SHA-256 of what it has seen and its settings.",
  derived: true,
  writtenBy: "service",
  scope: "roles",
  fields: {
    family: text("Metric family that it is of.", { optional: true }),
    seen: json("Which evaluations it was fitted on."),
    settings: json("Settings of the fit."),
    calibration: json("Factors that widen its intervals to their nominal coverage.", { optional: true }),
    backtest: json("How well it predicted scores that it hadn't seen.", { optional: true }),
    matrices: text("Factors of the fit, base64; none of those that newer ones replaced.", { optional: true, secret: true }),
  },
  edges: {},
}) {}
