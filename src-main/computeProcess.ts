/** Entry of the compute processes: the tasks they can be given. */
import { serveTasks } from './compute/child.ts';
import { renderDemoHandler } from './demo/render.task.ts';
import { renderDemoTask } from './demo/renderMessages.ts';
import { createPredictHandler } from './predictions/predict.task.ts';
import { predictTask } from './predictions/predictMessages.ts';
import { probeTask } from './system/probe.task.ts';
import { tuneHandler } from './tuning/tune.task.ts';
import { tuneTask } from './tuning/tuneMessages.ts';

serveTasks({
  probe: probeTask(),
  [tuneTask]: tuneHandler,
  [predictTask]: createPredictHandler(),
  [renderDemoTask]: renderDemoHandler,
});
