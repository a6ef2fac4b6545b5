import { render } from 'preact'
import { App } from './app.tsx'

const root = document.getElementById('app')
const view = new URLSearchParams(location.search).get('view')
if (root && view === 'admissions') import('./admissions/app.tsx').then(({ renderAdmissions }) => renderAdmissions(root))
else if (root && view === 'data') import('./data/app.tsx').then(({ renderData }) => renderData(root))
else if (root) render(<App />, root)
