/** The cells of a table by the names of their model and task, in the table's order. */
export const namedCells = ({ models, tasks, table: { cells } }) => Array.from(cells.values, (_, at) => ({ model: models[cells.subjects[at]], task: tasks[cells.columns[at]] }));

/** Places of a split's hidden cells. */
export function hiddenPlaces(data, { hidden }) {
  const key = (model, task) => JSON.stringify([model, task]);
  const at = new Map(namedCells(data).map(({ model, task }, place) => [key(model, task), place]));
  return Int32Array.from(hidden, ([model, task]) => at.get(key(model, task)));
}
