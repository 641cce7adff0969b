# To nearest even.{remark}
q = {bounded}.to({dtype})
codes = {codes}
result = q.float() * scale
