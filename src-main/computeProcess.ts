/** Entry of the compute processes: the tasks they can be given. */
import { importHandler } from './backbones/import.task.ts';
import { importTask, inspectTask } from './backbones/importMessages.ts';
import { inspectHandler } from './backbones/inspect.task.ts';
import { serveTasks } from './compute/child.ts';
import { renderDemoHandler } from './demo/render.task.ts';
import { renderDemoTask } from './demo/renderMessages.ts';
import { experimentHandler } from './experiments/experiment.task.ts';
import { experimentTask } from './experiments/experimentMessages.ts';
import { compareHandler } from './masks/compare.task.ts';
import { compareTask } from './masks/compareMessages.ts';
import { createLiveHandler } from './predictions/live.task.ts';
import { liveTask } from './predictions/liveMessages.ts';
import { createPredictHandler } from './predictions/predict.task.ts';
import { predictTask } from './predictions/predictMessages.ts';
import { createSaliencyHandler } from './predictions/saliency.task.ts';
import { saliencyTask } from './predictions/saliencyMessages.ts';
import { createTunedNetworks } from './predictions/tunedNetworks.ts';
import { importModelHandler, inspectModelHandler } from './proposals/models/import.task.ts';
import { framesTask, importModelTask, inspectModelTask, proposeTask } from './proposals/models/messages.ts';
import { createFramesHandler, createModelMemory, createProposeHandler } from './proposals/models/run.task.ts';
import { createClassicalHandler, warmHandler } from './proposals/opencv.task.ts';
import { classicalTask, warmTask } from './proposals/opencvMessages.ts';
import { createHeadMemory } from './segmentation/headMemory.ts';
import { headProbabilitiesTask, headProposalsTask, trainHeadTask } from './segmentation/headMessages.ts';
import { createHeadProbabilitiesHandler } from './segmentation/headProbabilities.task.ts';
import { createHeadProposalsHandler } from './segmentation/headProposals.task.ts';
import { trainHeadHandler } from './segmentation/trainHead.task.ts';
import { probeTask } from './system/probe.task.ts';
import { tuneHandler } from './tuning/tune.task.ts';
import { tuneTask } from './tuning/tuneMessages.ts';

const networks = createTunedNetworks();
const headMemory = createHeadMemory();
const modelMemory = createModelMemory();

serveTasks({
  probe: probeTask(),
  [tuneTask]: tuneHandler,
  [trainHeadTask]: trainHeadHandler,
  [headProposalsTask]: createHeadProposalsHandler(headMemory),
  [headProbabilitiesTask]: createHeadProbabilitiesHandler(headMemory),
  [compareTask]: compareHandler,
  [predictTask]: createPredictHandler(networks),
  [liveTask]: createLiveHandler(networks),
  [saliencyTask]: createSaliencyHandler(networks),
  [renderDemoTask]: renderDemoHandler,
  [experimentTask]: experimentHandler,
  [inspectTask]: inspectHandler,
  [importTask]: importHandler,
  [inspectModelTask]: inspectModelHandler,
  [importModelTask]: importModelHandler,
  [proposeTask]: createProposeHandler(modelMemory),
  [classicalTask]: createClassicalHandler(),
  [warmTask]: warmHandler,
  [framesTask]: createFramesHandler(modelMemory),
});
