# To nearest even.{remark}
with np.errstate(over="ignore", invalid="ignore"):
    q = {bounded}.astype({dtype})
codes = q.view(np.uint{width})
result = q.astype(np.float32) * scale
