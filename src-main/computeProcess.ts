/** Entry of the compute processes: the tasks they can be given. */
import { importHandler } from './backbones/import.task.ts';
import { importTask, inspectTask } from './backbones/importMessages.ts';
import { inspectHandler } from './backbones/inspect.task.ts';
import { serveTasks } from './compute/child.ts';
import { renderDemoHandler } from './demo/render.task.ts';
import { renderDemoTask } from './demo/renderMessages.ts';
import { experimentHandler } from './experiments/experiment.task.ts';
import { experimentTask } from './experiments/experimentMessages.ts';
import { createLiveHandler } from './predictions/live.task.ts';
import { liveTask } from './predictions/liveMessages.ts';
import { createPredictHandler } from './predictions/predict.task.ts';
import { predictTask } from './predictions/predictMessages.ts';
import { createTunedNetworks } from './predictions/tunedNetworks.ts';
import { probeTask } from './system/probe.task.ts';
import { tuneHandler } from './tuning/tune.task.ts';
import { tuneTask } from './tuning/tuneMessages.ts';

const networks = createTunedNetworks();

serveTasks({
  probe: probeTask(),
  [tuneTask]: tuneHandler,
  [predictTask]: createPredictHandler(networks),
  [liveTask]: createLiveHandler(networks),
  [renderDemoTask]: renderDemoHandler,
  [experimentTask]: experimentHandler,
  [inspectTask]: inspectHandler,
  [importTask]: importHandler,
});
