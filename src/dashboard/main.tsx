import { render } from 'preact'
import { Shell } from './shell.tsx'
import { viewIn } from './view-names.ts'
import { loadView } from './views.ts'

// The script of the view is asked for before anything is drawn; the shell meets it on its way.
void loadView[viewIn(location.search)]().catch(() => {})
const root = document.getElementById('app')
if (root) render(<Shell />, root)
